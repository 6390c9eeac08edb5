-- depends_on: {{ ref('lifecycle_stages') }}
{# The first stage of the seed whose predicate holds for the customer; none for who objected. #}
with customer_facts as (
    select * from {{ ref('int_segmentation__customer_facts') }}
),

final as (
    select
        customer_id,
        case
            when is_profiled then {{ rule_case('lifecycle_stages', 'lifecycle_stage', 'id') }}
        end as lifecycle_stage,
        case
            when not is_profiled then not_profiled_reason
            else {{ rule_case('lifecycle_stages', 'lifecycle_stage', 'reason') }}
        end as lifecycle_reason,
        first_seen_at,
        last_seen_at,
        first_interest_at,
        last_order_at,
        buying_since_at
    from customer_facts
)

select * from final
