{# The tall contingency table: each target against its base. Values that few people of the base have
   are put together, and who has no value stands in a row of its own. A trait that the target is
   defined by would find itself: the seed says which pairs are left out. #}
with traits_counted as (
    select * from {{ ref('int_insight__traits_counted') }}
),

targets as (
    select
        target_id,
        target_rule_id,
        base_id
    from {{ ref('int_insight__targets_matched') }}
    group by target_id, target_rule_id, base_id
),

profiling_exclusions as (
    select * from {{ ref('profiling_exclusions') }}
),

base_values as (
    select
        group_id as base_id,
        trait_id,
        trait_value,
        customer_count as base_count,
        held_out_count as base_held_out_count,
        case
            when trait_value is null then 'unknown'
            when customer_count < {{ profiling_limit('minimum_value_count') }} then 'other'
            else 'known'
        end as value_kind
    from traits_counted
    where group_kind = 'base'
),

target_values as (
    select * from traits_counted
    where group_kind = 'target'
),

compared as (
    select
        targets.target_id,
        targets.base_id,
        base_values.trait_id,
        case when base_values.value_kind = 'known' then base_values.trait_value end as trait_value,
        base_values.value_kind,
        coalesce(target_values.customer_count, 0) as target_count,
        coalesce(target_values.held_out_count, 0) as target_held_out_count,
        base_values.base_count,
        base_values.base_held_out_count
    from targets
    inner join base_values
        on targets.base_id = base_values.base_id
    left join target_values
        on
            targets.target_id = target_values.group_id
            and base_values.trait_id = target_values.trait_id
            and coalesce(base_values.trait_value, '') = coalesce(target_values.trait_value, '')
    left join profiling_exclusions
        on
            base_values.trait_id = profiling_exclusions.trait_id
            and profiling_exclusions.target_id in (targets.target_id, targets.target_rule_id)
    where profiling_exclusions.trait_id is null
),

final as (
    select
        target_id,
        base_id,
        trait_id,
        trait_value,
        value_kind,
        cast(sum(target_count) as integer) as target_count,
        cast(sum(base_count) as integer) as base_count,
        cast(sum(target_held_out_count) as integer) as target_held_out_count,
        cast(sum(base_held_out_count) as integer) as base_held_out_count
    from compared
    group by target_id, base_id, trait_id, trait_value, value_kind
)

select * from final
