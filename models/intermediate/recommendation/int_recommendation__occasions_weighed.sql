{# An occasion is a day on which somebody bought, or gave one kind of sign; bought counts one, other
   signs their part of it. #}
with signs_dated as (
    select * from {{ ref('int_recommendation__signs_dated') }}
    where category is not null
),

folds_dated as (
    select * from {{ ref('int_recommendation__folds_dated') }}
),

recommendation_signals as (
    select * from {{ ref('recommendation_signals') }}
),

final as (
    select
        folds_dated.fold,
        signs_dated.customer_id,
        signs_dated.signal_name,
        signs_dated.signed_date,
        signs_dated.category,
        cast(
            recommendation_signals.weight
            * cast(1 as double) / max(recommendation_signals.weight) over ()
            * power(
                cast(0.5 as double),
                {{ dbt.datediff('signs_dated.signed_date', 'folds_dated.known_until_date', 'day') }}
                * cast(1 as double) / recommendation_signals.half_life_days
            ) as decimal(18, 6)
        ) as weight
    from signs_dated
    inner join folds_dated
        on signs_dated.signed_date <= folds_dated.known_until_date
    inner join recommendation_signals
        on signs_dated.signal_name = recommendation_signals.signal_name
    group by
        folds_dated.fold,
        folds_dated.known_until_date,
        signs_dated.customer_id,
        signs_dated.signal_name,
        signs_dated.signed_date,
        signs_dated.category,
        recommendation_signals.weight,
        recommendation_signals.half_life_days
)

select * from final
