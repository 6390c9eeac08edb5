{# An objection without a purpose, and a request for erasure, are about everything. #}
with privacy_requests as (
    select * from {{ ref('input__privacy_requests') }}
    where
        request_type in ('objection', 'erasure')
        and coalesce(lower(status), '') not in ('refused', 'rejected', 'cancelled')
),

raw_identifiers_resolved as (
    select * from {{ ref('int_identity__raw_identifiers_resolved') }}
),

final as (
    select
        raw_identifiers_resolved.customer_id,
        privacy_requests.request_type,
        case
            when privacy_requests.request_type = 'erasure' then 'any'
            else coalesce(privacy_requests.purpose, 'any')
        end as purpose,
        min(least(privacy_requests.requested_at, privacy_requests.ingested_at)) as objected_at,
        max(privacy_requests.requested_at) as last_objected_at
    from privacy_requests
    inner join raw_identifiers_resolved
        on
            privacy_requests.identifier_type = raw_identifiers_resolved.identifier_type
            and privacy_requests.identifier_value = raw_identifiers_resolved.raw_value
            and privacy_requests.requested_at >= raw_identifiers_resolved.valid_from_at
            and privacy_requests.requested_at < raw_identifiers_resolved.valid_to_at
    group by
        raw_identifiers_resolved.customer_id,
        privacy_requests.request_type,
        case
            when privacy_requests.request_type = 'erasure' then 'any'
            else coalesce(privacy_requests.purpose, 'any')
        end
)

select * from final
