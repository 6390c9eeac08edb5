with targets_matched as (
    select * from {{ ref('int_insight__targets_matched') }}
),

bases_matched as (
    select * from {{ ref('int_insight__bases_matched') }}
),

profiling_targets as (
    select * from {{ ref('profiling_targets') }}
),

profiling_bases as (
    select * from {{ ref('profiling_bases') }}
),

value_names as (
    select * from {{ ref('int_insight__value_names') }}
),

targets as (
    select
        target_id,
        target_rule_id,
        target_value,
        base_id,
        count(*) as target_count
    from targets_matched
    group by target_id, target_rule_id, target_value, base_id
),

bases as (
    select
        base_id,
        base_rule_id,
        base_value,
        count(*) as base_count
    from bases_matched
    group by base_id, base_rule_id, base_value
),

final as (
    select
        targets.target_id,
        targets.target_rule_id,
        targets.base_id,
        {%- for language in ['fr', 'en'] %}
            replace(
                profiling_targets.name_{{ language }}, '{value}',
                coalesce(target_names.name_{{ language }}, targets.target_value, '')
            ) as target_name_{{ language }},
            replace(
                profiling_bases.name_{{ language }}, '{value}',
                coalesce(base_names.name_{{ language }}, bases.base_value, '')
            ) as base_name_{{ language }},
            profiling_targets.action_{{ language }},
        {%- endfor %}
        cast(targets.target_count as integer) as target_count,
        cast(bases.base_count as integer) as base_count
    from targets
    inner join profiling_targets
        on targets.target_rule_id = profiling_targets.target_id
    inner join bases
        on targets.base_id = bases.base_id
    inner join profiling_bases
        on bases.base_rule_id = profiling_bases.base_id
    left join value_names as target_names
        on
            targets.target_value = target_names.trait_value
            and profiling_targets.value_set = target_names.value_set
    left join value_names as base_names
        on
            bases.base_value = base_names.trait_value
            and profiling_bases.value_set = base_names.value_set
)

select * from final
