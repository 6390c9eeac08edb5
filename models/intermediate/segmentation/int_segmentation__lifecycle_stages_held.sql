{# Hysteresis, as in a Schmitt trigger: within a time in which the stage's `stay` rule holds, it
   begins when its `enter` rule first does and lasts until the `stay` rule ends. A stage without
   conditions always holds. #}
with rules_held as (
    select * from {{ ref('int_segmentation__lifecycle_rules_held') }}
),

lifecycle_stages as (
    select * from {{ ref('lifecycle_stages') }}
),

conditions as (
    select * from {{ ref('lifecycle_conditions') }}
),

lives_begun as (
    select * from {{ ref('int_segmentation__lifecycle_lives_begun') }}
),

entered as (
    select * from rules_held
    where rule_kind = 'enter'
),

stayed as (
    select * from rules_held
    where rule_kind = 'stay'
),

triggered as (
    select
        stayed.customer_id,
        stayed.lifecycle_stage,
        min(entered.from_at) as from_at,
        stayed.until_at
    from stayed
    inner join entered
        on
            stayed.customer_id = entered.customer_id
            and stayed.lifecycle_stage = entered.lifecycle_stage
            and stayed.from_at <= entered.from_at
            and stayed.until_at > entered.from_at
    group by stayed.customer_id, stayed.lifecycle_stage, stayed.until_at
),

unconditional as (
    select lifecycle_stages.lifecycle_stage
    from lifecycle_stages
    left join conditions
        on lifecycle_stages.lifecycle_stage = conditions.lifecycle_stage
    where conditions.condition_id is null
),

held as (
    select
        customer_id,
        lifecycle_stage,
        from_at,
        until_at
    from triggered

    union all

    select
        lives_begun.customer_id,
        unconditional.lifecycle_stage,
        lives_begun.begun_at as from_at,
        {{ never() }} as until_at
    from lives_begun
    cross join unconditional
),

final as (
    select
        held.customer_id,
        held.lifecycle_stage,
        lifecycle_stages.stage_rank,
        held.from_at,
        held.until_at
    from held
    inner join lifecycle_stages
        on held.lifecycle_stage = lifecycle_stages.lifecycle_stage
)

select * from final
