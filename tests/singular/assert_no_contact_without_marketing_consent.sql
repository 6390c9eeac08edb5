{# Nobody is written to who did not agree, or who took it back. Judged from the decisions as they
   were delivered, not from the profile that the contacts were made from: somebody in the cluster
   agreed to the channel, and the last word on the address itself is not a refusal (on a tie,
   refusal wins). #}
{{ config(meta={'dagster': {'ref': {'name': 'contacts'}}}) }}

with contacts as (
    select * from {{ ref('contacts') }}
),

consents as (
    select * from {{ ref('input__consents') }}
),

identifiers as (
    select * from {{ ref('int_identity__raw_identifiers') }}
),

identifiers_resolved as (
    select * from {{ ref('int_identity__raw_identifiers_resolved') }}
),

decisions as (
    select
        consents.identifier_type,
        consents.identifier_value,
        identifiers.normalized_value,
        consents.channel,
        consents.decision,
        consents.decided_at
    from consents
    inner join identifiers
        on
            consents.identifier_type = identifiers.identifier_type
            and consents.identifier_value = identifiers.raw_value
    where consents.purpose = 'marketing'
),

-- A contact point may be shown as it was delivered or as it was normalised.
spellings as (
    select
        identifier_type,
        normalized_value,
        raw_value as spelling
    from identifiers
    union distinct
    select
        identifier_type,
        normalized_value,
        normalized_value as spelling
    from identifiers
),

last_words_on_the_address as (
    select
        contacts.contact_id,
        max(case when decisions.decision = 'granted' then decisions.decided_at end)
            as last_granted_at,
        max(case when decisions.decision = 'denied' then decisions.decided_at end)
            as last_denied_at
    from contacts
    inner join spellings on contacts.contact_point = spellings.spelling
    inner join decisions
        on
            spellings.identifier_type = decisions.identifier_type
            and spellings.normalized_value = decisions.normalized_value
            and decisions.channel in (contacts.channel, 'any')
    group by contacts.contact_id
),

customers_who_agreed as (
    select
        identifiers_resolved.customer_id,
        decisions.channel
    from decisions
    inner join identifiers_resolved
        on
            decisions.identifier_type = identifiers_resolved.identifier_type
            and decisions.identifier_value = identifiers_resolved.raw_value
            and decisions.decided_at >= identifiers_resolved.valid_from_at
            and decisions.decided_at < identifiers_resolved.valid_to_at
    where decisions.decision = 'granted'
    group by identifiers_resolved.customer_id, decisions.channel
),

agreed_contacts as (
    select contacts.contact_id
    from contacts
    inner join customers_who_agreed
        on
            contacts.customer_id = customers_who_agreed.customer_id
            and customers_who_agreed.channel in (contacts.channel, 'any')
    group by contacts.contact_id
),

final as (
    select
        contacts.contact_id,
        contacts.channel,
        last_words_on_the_address.last_granted_at,
        last_words_on_the_address.last_denied_at
    from contacts
    left join agreed_contacts on contacts.contact_id = agreed_contacts.contact_id
    left join last_words_on_the_address
        on contacts.contact_id = last_words_on_the_address.contact_id
    where
        agreed_contacts.contact_id is null
        or last_words_on_the_address.last_denied_at
        >= coalesce(last_words_on_the_address.last_granted_at, cast('1900-01-01' as timestamp))
)

select * from final
