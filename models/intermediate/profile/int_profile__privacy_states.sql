with objections as (
    select * from {{ ref('int_profile__objections') }}
),

final as (
    select
        customer_id,
        max(case when request_type = 'objection' then 1 else 0 end) = 1 as has_objection,
        max(case when request_type = 'erasure' then 1 else 0 end) = 1 as has_erasure_request,
        max(case when purpose = 'any' then 1 else 0 end) = 1 as objects_to_everything,
        max(case when purpose = 'marketing' then 1 else 0 end) = 1 as objects_to_marketing,
        max(case when purpose = 'profiling' then 1 else 0 end) = 1 as objects_to_profiling,
        max(case when purpose = 'personalisation' then 1 else 0 end) = 1
            as objects_to_personalisation,
        max(last_objected_at) as last_requested_at
    from objections
    group by customer_id
)

select * from final
