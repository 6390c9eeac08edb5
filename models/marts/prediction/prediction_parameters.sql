with engine_prediction_parameters as (
    select * from {{ source('engine', 'prediction_parameters') }}
),

final as (
    select
        model,
        currency,
        parameter,
        value,
        customer_count,
        log_likelihood,
        computed_at
    from engine_prediction_parameters
    order by model, currency, parameter
)

select * from final
