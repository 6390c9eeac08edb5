-- depends_on: {{ ref('understanding_levels') }}
{# The highest level of the seed whose predicate holds for the customer (R6). #}
with customer_facts as (
    select * from {{ ref('int_segmentation__customer_facts') }}
),

final as (
    select
        customer_id,
        cast({{ rule_case('understanding_levels', 'understanding_level', 'id') }} as integer)
            as understanding_level,
        {{ rule_case('understanding_levels', 'understanding_level', 'reason') }}
            as understanding_reason
    from customer_facts
)

select * from final
