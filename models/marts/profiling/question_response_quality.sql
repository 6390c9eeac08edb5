with engine_response_quality as (
    select * from {{ source('engine', 'response_quality') }}
),

final as (
    select
        outcome,
        predictor,
        measure,
        value,
        ask_count,
        computed_at
    from engine_response_quality
    order by outcome, measure, predictor
)

select * from final
