with engine_prediction_quality as (
    select * from {{ source('engine', 'prediction_quality') }}
),

final as (
    select
        horizon_days,
        target,
        predictor,
        measure,
        value,
        customer_count,
        trained_until_date,
        computed_at
    from engine_prediction_quality
    order by horizon_days, target, measure, predictor
)

select * from final
