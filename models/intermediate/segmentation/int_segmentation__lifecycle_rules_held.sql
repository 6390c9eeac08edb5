{# A rule is any of its alternatives, an alternative all of its conditions. Along a customer's time,
   each condition adds one when it begins to hold and takes it back when it ends: an alternative
   holds where the sum is the number of its conditions. What lets a customer in also lets them stay,
   so `stay` is never narrower than `enter`. #}
with conditions_held as (
    select * from {{ ref('int_segmentation__lifecycle_conditions_held') }}
),

conditions as (
    select * from {{ ref('lifecycle_conditions') }}
),

roles as (
    select
        condition_id,
        lifecycle_stage,
        rule_kind,
        alternative
    from conditions

    union all

    select
        condition_id,
        lifecycle_stage,
        'stay' as rule_kind,
        'enter ' || alternative as alternative
    from conditions
    where rule_kind = 'enter'
),

required as (
    select
        lifecycle_stage,
        rule_kind,
        alternative,
        count(*) as condition_count
    from roles
    group by lifecycle_stage, rule_kind, alternative
),

steps as (
    select
        condition_id,
        customer_id,
        from_at as changed_at,
        1 as step
    from conditions_held

    union all

    select
        condition_id,
        customer_id,
        until_at as changed_at,
        -1 as step
    from conditions_held
),

moments as (
    select
        steps.customer_id,
        roles.lifecycle_stage,
        roles.rule_kind,
        roles.alternative,
        steps.changed_at,
        sum(steps.step) as step
    from steps
    inner join roles
        on steps.condition_id = roles.condition_id
    group by
        steps.customer_id,
        roles.lifecycle_stage,
        roles.rule_kind,
        roles.alternative,
        steps.changed_at
),

running as (
    select
        customer_id,
        lifecycle_stage,
        rule_kind,
        alternative,
        changed_at as from_at,
        sum(step) over (
            partition by customer_id, lifecycle_stage, rule_kind, alternative
            order by changed_at asc nulls last
            rows between unbounded preceding and current row
        ) as held_count,
        lead(changed_at) over (
            partition by customer_id, lifecycle_stage, rule_kind, alternative
            order by changed_at asc nulls last
        ) as until_at
    from moments
),

alternatives_held as (
    select
        running.customer_id,
        running.lifecycle_stage,
        running.rule_kind,
        running.from_at,
        running.until_at
    from running
    inner join required
        on
            running.lifecycle_stage = required.lifecycle_stage
            and running.rule_kind = required.rule_kind
            and running.alternative = required.alternative
            and running.held_count = required.condition_count
    where running.until_at is not null
),

{{ merged_intervals('alternatives_held', ['customer_id', 'lifecycle_stage', 'rule_kind']) }},

final as (
    select
        customer_id,
        lifecycle_stage,
        rule_kind,
        from_at,
        until_at
    from merged
)

select * from final
