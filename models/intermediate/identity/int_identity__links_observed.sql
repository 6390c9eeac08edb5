with record_identifiers as (
    select * from {{ ref('int_identity__record_identifiers') }}
    where identifier_class = 'person' and is_verified
),

link_methods as (
    select * from {{ ref('link_methods') }}
),

record_persons as (
    select * from {{ ref('int_identity__record_persons') }}
),

-- Buyer and recipient of one order are two roles, and never tied to each other. Nor are the account
-- signed in on a page and the mailbox whose link led there: the message may have been forwarded.
pairs as (
    select
        record_identifiers.source_record_id,
        record_identifiers.record_kind,
        record_identifiers.identifier_role,
        record_identifiers.identifier_id as left_id,
        partners.identifier_id as right_id,
        record_identifiers.record_count,
        record_identifiers.occurred_at
    from record_identifiers
    inner join record_identifiers as partners
        on record_identifiers.source_record_id = partners.source_record_id
            and record_identifiers.record_kind = partners.record_kind
            and record_identifiers.identifier_role = partners.identifier_role
            and record_identifiers.identifier_id < partners.identifier_id
),

final as (
    select
        pairs.source_record_id,
        pairs.record_kind,
        pairs.identifier_role,
        pairs.left_id,
        pairs.right_id,
        link_methods.strength,
        link_methods.is_registration,
        pairs.record_count,
        pairs.occurred_at,
        record_persons.first_name_key,
        record_persons.last_name_key,
        record_persons.birth_date
    from pairs
    inner join link_methods
        on pairs.record_kind = link_methods.record_kind
    left join record_persons
        on pairs.source_record_id = record_persons.source_record_id
            and pairs.identifier_role = 'self'
)

select * from final
