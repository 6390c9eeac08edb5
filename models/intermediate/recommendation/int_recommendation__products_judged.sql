{# A customer for whom a model has nothing counts as a miss. #}
with customers_served as (
    select * from {{ ref('int_recommendation__customers_served') }}
    where fold <> 'live'
),

backtest_ranked as (
    select * from {{ ref('int_recommendation__backtest_ranked') }}
),

backtest_targets as (
    select * from {{ ref('int_recommendation__backtest_targets') }}
),

models as (
    select model_name
    from backtest_ranked
    group by model_name
),

target_counts as (
    select
        fold,
        customer_id,
        count(*) as target_count
    from backtest_targets
    group by fold, customer_id
),

hits as (
    select
        backtest_ranked.model_name,
        backtest_ranked.fold,
        backtest_ranked.customer_id,
        min(backtest_ranked.place) as first_place,
        count(*) as hit_count
    from backtest_ranked
    inner join backtest_targets
        on
            backtest_ranked.fold = backtest_targets.fold
            and backtest_ranked.customer_id = backtest_targets.customer_id
            and backtest_ranked.product_id = backtest_targets.product_id
    group by backtest_ranked.model_name, backtest_ranked.fold, backtest_ranked.customer_id
),

final as (
    select
        models.model_name,
        customers_served.customer_id,
        case when hits.first_place <= 1 then 1 else 0 end as hit_at_1,
        case when hits.first_place <= 5 then 1 else 0 end as hit_at_5,
        case when hits.first_place <= 10 then 1 else 0 end as hit_at_10,
        coalesce(cast(hits.hit_count as double) / target_counts.target_count, 0) as recall_at_10,
        coalesce(cast(1 as double) / hits.first_place, 0) as reciprocal_rank
    from customers_served
    cross join models
    inner join target_counts
        on
            customers_served.fold = target_counts.fold
            and customers_served.customer_id = target_counts.customer_id
    left join hits
        on
            customers_served.fold = hits.fold
            and customers_served.customer_id = hits.customer_id
            and models.model_name = hits.model_name
)

select * from final
