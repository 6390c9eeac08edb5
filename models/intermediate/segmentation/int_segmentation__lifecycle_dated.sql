{# Since when the stage holds, as far as today's facts tell it. A stage that facts cannot date
   (three orders within a year may have become true more than once) stays without a date. #}
{% set dated_columns = [
    'first_seen_at', 'last_seen_at', 'first_interest_at', 'last_order_at', 'buying_since_at',
] %}

with lifecycle_assigned as (
    select * from {{ ref('int_segmentation__lifecycle_assigned') }}
),

lifecycle_stages as (
    select * from {{ ref('lifecycle_stages') }}
),

dated as (
    select
        lifecycle_assigned.customer_id,
        lifecycle_assigned.lifecycle_stage,
        lifecycle_assigned.lifecycle_reason,
        lifecycle_stages.name_fr as lifecycle_stage_name_fr,
        lifecycle_stages.name_en as lifecycle_stage_name_en,
        lifecycle_stages.since_basis as lifecycle_since_basis,
        lifecycle_stages.since_plus_days,
        case lifecycle_stages.since_column
            {%- for column in dated_columns %}
                when '{{ column }}' then lifecycle_assigned.{{ column }}
            {%- endfor %}
        end as since_at
    from lifecycle_assigned
    left join lifecycle_stages
        on lifecycle_assigned.lifecycle_stage = lifecycle_stages.lifecycle_stage
),

final as (
    select
        customer_id,
        lifecycle_stage,
        lifecycle_stage_name_fr,
        lifecycle_stage_name_en,
        lifecycle_reason,
        {{ dbt.dateadd('day', 'since_plus_days', 'since_at') }} as lifecycle_since_at,
        lifecycle_since_basis
    from dated
)

select * from final
