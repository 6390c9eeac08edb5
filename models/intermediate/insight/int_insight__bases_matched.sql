-- depends_on: {{ ref('profiling_bases') }}
with customers_measured as (
    select * from {{ ref('int_insight__customers_measured') }}
),

behaviours_listed as (
    select * from {{ ref('int_insight__behaviours_listed') }}
),

matched as (
    {{ groups_matched(
        'profiling_bases', 'base_id', 'customers_measured', 'behaviours_listed'
    ) }}
),

final as (
    select
        group_id as base_id,
        rule_id as base_rule_id,
        group_value as base_value,
        customer_id
    from matched
)

select * from final
