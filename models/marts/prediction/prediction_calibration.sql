with engine_prediction_calibration as (
    select * from {{ source('engine', 'prediction_calibration') }}
),

final as (
    select
        horizon_days,
        target,
        predictor,
        bucket,
        customer_count,
        predicted_mean,
        actual_mean,
        trained_until_date,
        computed_at
    from engine_prediction_calibration
    order by horizon_days, target, predictor, bucket
)

select * from final
