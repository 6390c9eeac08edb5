{# Of the stages that hold at a moment, the one of least rank is the customer's. A customer's time
   is cut wherever a stage begins or ends, each piece takes its stage, and pieces of the same stage
   that follow each other are one stay. What is to come if nothing more happens is among them. #}
with stages_held as (
    select * from {{ ref('int_segmentation__lifecycle_stages_held') }}
),

lifecycle_stages as (
    select * from {{ ref('lifecycle_stages') }}
),

edges as (
    select
        customer_id,
        from_at as edge_at
    from stages_held

    union all

    select
        customer_id,
        until_at as edge_at
    from stages_held
),

cuts as (
    select
        customer_id,
        edge_at
    from edges
    group by customer_id, edge_at
),

pieces as (
    select
        cuts.customer_id,
        cuts.edge_at,
        min(stages_held.stage_rank) as stage_rank
    from cuts
    inner join stages_held
        on
            cuts.customer_id = stages_held.customer_id
            and cuts.edge_at >= stages_held.from_at
            and cuts.edge_at < stages_held.until_at
    group by cuts.customer_id, cuts.edge_at
),

compared as (
    select
        *,
        lag(stage_rank) over (
            partition by customer_id order by edge_at asc nulls last
        ) as previous_rank
    from pieces
),

changed as (
    select
        compared.customer_id,
        compared.edge_at as entered_at,
        lifecycle_stages.lifecycle_stage
    from compared
    inner join lifecycle_stages
        on compared.stage_rank = lifecycle_stages.stage_rank
    where
        compared.previous_rank is null
        or compared.previous_rank <> compared.stage_rank
),

final as (
    select
        customer_id,
        cast(row_number() over (
            partition by customer_id order by entered_at asc nulls last
        ) as integer) as stay_number,
        lifecycle_stage,
        entered_at,
        coalesce(
            lead(entered_at) over (
                partition by customer_id order by entered_at asc nulls last
            ),
            {{ never() }}
        ) as ends_at,
        lag(lifecycle_stage) over (
            partition by customer_id order by entered_at asc nulls last
        ) as previous_stage,
        lead(lifecycle_stage) over (
            partition by customer_id order by entered_at asc nulls last
        ) as next_stage
    from changed
)

select * from final
