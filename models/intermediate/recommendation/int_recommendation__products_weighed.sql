{# Weights are decimals, because sums of floating-point numbers depend on the order of the rows. #}
with signs_dated as (
    select * from {{ ref('int_recommendation__signs_dated') }}
),

folds_dated as (
    select * from {{ ref('int_recommendation__folds_dated') }}
),

recommendation_signals as (
    select * from {{ ref('recommendation_signals') }}
),

weighed as (
    select
        folds_dated.fold,
        signs_dated.customer_id,
        signs_dated.product_id,
        sum(cast(
            recommendation_signals.weight * power(
                cast(0.5 as double),
                {{ dbt.datediff('signs_dated.signed_date', 'folds_dated.known_until_date', 'day') }}
                * cast(1 as double) / recommendation_signals.half_life_days
            ) as decimal(18, 6)
        )) as weight,
        max(signs_dated.signed_date) as last_signed_date,
        max(case when signs_dated.signal_name = 'ordered' then signs_dated.signed_date end)
            as last_ordered_date,
        max(case
            when signs_dated.signal_name in ('wishlist_added', 'product_added') then 1
            else 0
        end) = 1 as is_wished
    from signs_dated
    inner join folds_dated
        on signs_dated.signed_date <= folds_dated.known_until_date
    inner join recommendation_signals
        on signs_dated.signal_name = recommendation_signals.signal_name
    group by folds_dated.fold, signs_dated.customer_id, signs_dated.product_id
),

final as (
    select
        fold,
        customer_id,
        product_id,
        weight,
        sum(weight) over (partition by fold, customer_id) as total_weight,
        last_signed_date,
        last_ordered_date,
        case
            when last_ordered_date is not null then 'bought'
            when is_wished then 'wished'
            else 'viewed'
        end as strongest_sign,
        row_number() over (
            partition by fold, customer_id
            order by last_signed_date desc nulls last, product_id asc
        ) as product_rank
    from weighed
    where weight > 0
)

select * from final
