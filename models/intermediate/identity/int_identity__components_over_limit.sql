with components as (
    select * from {{ ref('int_identity__components') }}
),

links as (
    select * from {{ ref('int_identity__links') }}
),

tokens as (
    select * from {{ ref('int_identity__tokens') }}
),

limits as (
    select * from {{ ref('int_identity__limits') }}
),

held as (
    select
        components.component_id,
        tokens.token_type,
        tokens.token_value
    from tokens
    inner join components
        on tokens.vertex_id = components.vertex_id
    union
    select
        components.component_id,
        tokens.token_type,
        tokens.token_value
    from tokens
    inner join links
        on tokens.link_rank = links.link_rank
    inner join components
        on links.left_id = components.vertex_id
),

counted as (
    select
        component_id,
        token_type,
        count(*) as token_count
    from held
    group by component_id, token_type
),

exceeded as (
    select
        counted.component_id,
        limits.rule,
        count(*) as exceeded_count
    from counted
    inner join limits
        on counted.token_type = limits.token_type
            and counted.token_count > limits.token_limit
    group by counted.component_id, limits.rule
),

rule_sizes as (
    select
        rule,
        count(*) as token_type_count
    from limits
    group by rule
),

final as (
    select
        exceeded.component_id,
        min(exceeded.rule) as rule
    from exceeded
    inner join rule_sizes
        on exceeded.rule = rule_sizes.rule
            and exceeded.exceeded_count = rule_sizes.token_type_count
    group by exceeded.component_id
)

select * from final
