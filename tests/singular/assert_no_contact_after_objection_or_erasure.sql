{# Whoever objected to being addressed, or asked to be erased, is on no list, under none of the
   addresses that lead to the same person. #}
{{ config(meta={'dagster': {'ref': {'name': 'contacts'}}}) }}

with contacts as (
    select * from {{ ref('contacts') }}
),

privacy_requests as (
    select * from {{ ref('input__privacy_requests') }}
),

identifiers_resolved as (
    select * from {{ ref('int_identity__raw_identifiers_resolved') }}
),

people_to_leave_alone as (
    select
        identifiers_resolved.customer_id,
        min(privacy_requests.requested_at) as requested_at
    from privacy_requests
    inner join identifiers_resolved
        on
            privacy_requests.identifier_type = identifiers_resolved.identifier_type
            and privacy_requests.identifier_value = identifiers_resolved.raw_value
            and privacy_requests.requested_at >= identifiers_resolved.valid_from_at
            and privacy_requests.requested_at < identifiers_resolved.valid_to_at
    where
        privacy_requests.request_type = 'erasure'
        or (
            privacy_requests.request_type = 'objection'
            and coalesce(privacy_requests.purpose, 'marketing') in ('marketing', 'any')
        )
    group by identifiers_resolved.customer_id
),

final as (
    select
        contacts.contact_id,
        contacts.customer_id,
        people_to_leave_alone.requested_at
    from contacts
    inner join people_to_leave_alone
        on contacts.customer_id = people_to_leave_alone.customer_id
)

select * from final
