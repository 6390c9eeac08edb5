-- depends_on: {{ ref('lifecycle_stages') }}
{# The stay in which each customer is now, and what today's facts say of it; none for objectors. #}
with customer_facts as (
    select * from {{ ref('int_segmentation__customer_facts') }}
),

stays_assigned as (
    select * from {{ ref('int_segmentation__lifecycle_stays_assigned') }}
    where
        entered_at <= {{ as_of() }}
        and ends_at > {{ as_of() }}
),

joined as (
    select
        customer_facts.*,
        stays_assigned.stay_number,
        stays_assigned.lifecycle_stage,
        stays_assigned.entered_at,
        stays_assigned.ends_at,
        stays_assigned.previous_stage,
        stays_assigned.next_stage
    from customer_facts
    left join stays_assigned
        on customer_facts.customer_id = stays_assigned.customer_id
),

final as (
    select
        customer_id,
        lifecycle_stage,
        case
            when not is_profiled then not_profiled_reason
            else {{ rule_match('lifecycle_stages', 'lifecycle_stage', 'reason') }}
        end as lifecycle_reason,
        entered_at as lifecycle_since_at,
        case
            when lifecycle_stage is null then null
            when stay_number = 1 then 'estimated'
            else 'exact'
        end as lifecycle_since_basis,
        previous_stage,
        case when ends_at < {{ never() }} then ends_at end as expected_left_at,
        next_stage as expected_next_stage
    from joined
)

select * from final
