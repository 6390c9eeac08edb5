{# Whoever objected to being profiled, or to everything, has no stage, no segment and no score,
   under none of the identifiers that lead to the same person. The objection itself is kept. #}
{{ config(meta={'dagster': {'ref': {'name': 'customers'}}}) }}

with customers as (
    select * from {{ ref('customers') }}
),

segment_memberships as (
    select * from {{ ref('segment_memberships') }}
),

privacy_requests as (
    select * from {{ ref('input__privacy_requests') }}
    where
        request_type = 'objection'
        and coalesce(purpose, 'any') in ('profiling', 'any')
        and coalesce(lower(status), '') not in ('refused', 'rejected', 'cancelled')
),

identifiers_resolved as (
    select * from {{ ref('int_identity__raw_identifiers_resolved') }}
),

objectors as (
    select identifiers_resolved.customer_id
    from privacy_requests
    inner join identifiers_resolved
        on
            privacy_requests.identifier_type = identifiers_resolved.identifier_type
            and privacy_requests.identifier_value = identifiers_resolved.raw_value
            and privacy_requests.requested_at >= identifiers_resolved.valid_from_at
            and privacy_requests.requested_at < identifiers_resolved.valid_to_at
    group by identifiers_resolved.customer_id
),

final as (
    select
        customers.customer_id,
        customers.lifecycle_stage,
        customers.rfm_segment,
        segment_memberships.segment_id
    from customers
    inner join objectors
        on customers.customer_id = objectors.customer_id
    left join segment_memberships
        on customers.customer_id = segment_memberships.customer_id
    where
        not customers.has_profiling_objection
        or customers.lifecycle_stage is not null
        or customers.recency_score is not null
        or customers.rfm_segment is not null
        or segment_memberships.segment_id is not null
)

select * from final
