-- depends_on: {{ ref('profiling_targets') }}
{# A target lies within its base: what responders have in common is asked among those who were
   written to. A base with one group for each value (`recipients:winback`) is met by the same value
   of the target. #}
with customers_measured as (
    select * from {{ ref('int_insight__customers_measured') }}
),

behaviours_listed as (
    select * from {{ ref('int_insight__behaviours_listed') }}
),

bases_matched as (
    select * from {{ ref('int_insight__bases_matched') }}
),

profiling_targets as (
    select * from {{ ref('profiling_targets') }}
),

matched as (
    {{ groups_matched(
        'profiling_targets', 'target_id', 'customers_measured', 'behaviours_listed'
    ) }}
),

final as (
    select
        matched.group_id as target_id,
        matched.rule_id as target_rule_id,
        matched.group_value as target_value,
        bases_matched.base_id,
        matched.customer_id
    from matched
    inner join profiling_targets
        on matched.rule_id = profiling_targets.target_id
    inner join bases_matched
        on
            matched.customer_id = bases_matched.customer_id
            and profiling_targets.base_id = bases_matched.base_rule_id
            and coalesce(matched.group_value, '') = coalesce(
                bases_matched.base_value, matched.group_value, ''
            )
)

select * from final
