{# The one place that decides of whom segments, stages, scores and questions are made. Only an
   objection takes somebody out (GDPR article 21); who merely has not agreed is profiled for the
   house itself, and nothing of it leaves. #}
with customers as (
    select * from {{ ref('int_identity__customers') }}
),

privacy_states as (
    select * from {{ ref('int_profile__privacy_states') }}
),

final as (
    select
        customers.customer_id,
        not coalesce(
            privacy_states.objects_to_profiling or privacy_states.objects_to_everything, false
        ) as is_profiled,
        case
            when privacy_states.objects_to_everything then 'objected to everything'
            when privacy_states.objects_to_profiling then 'objected to profiling'
        end as not_profiled_reason
    from customers
    left join privacy_states
        on customers.customer_id = privacy_states.customer_id
)

select * from final
