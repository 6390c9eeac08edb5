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
        max(case when privacy_requests.request_type = 'objection' then 1 else 0 end) = 1
            as has_objection,
        max(case when privacy_requests.request_type = 'erasure' then 1 else 0 end) = 1
            as has_erasure_request,
        max(case
            when
                privacy_requests.request_type = 'erasure'
                or privacy_requests.purpose is null
                or privacy_requests.purpose = 'any' then 1
            else 0
        end) = 1 as objects_to_everything,
        max(case when privacy_requests.purpose = 'marketing' then 1 else 0 end) = 1
            as objects_to_marketing,
        max(case when privacy_requests.purpose = 'profiling' then 1 else 0 end) = 1
            as objects_to_profiling,
        max(case when privacy_requests.purpose = 'personalisation' then 1 else 0 end) = 1
            as objects_to_personalisation,
        max(privacy_requests.requested_at) as last_requested_at
    from privacy_requests
    inner join raw_identifiers_resolved
        on
            privacy_requests.identifier_type = raw_identifiers_resolved.identifier_type
            and privacy_requests.identifier_value = raw_identifiers_resolved.raw_value
            and privacy_requests.requested_at >= raw_identifiers_resolved.valid_from_at
            and privacy_requests.requested_at < raw_identifiers_resolved.valid_to_at
    group by raw_identifiers_resolved.customer_id
)

select * from final
