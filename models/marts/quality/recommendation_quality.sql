{# The last evaluation: each model on what customers bought after the backtest's day. #}
with measures_taken as (
    select * from {{ ref('int_recommendation__measures_taken') }}
),

differences_resampled as (
    select * from {{ ref('int_recommendation__differences_resampled') }}
),

backtest_ranked as (
    select * from {{ ref('int_recommendation__backtest_ranked') }}
),

products_popular as (
    select * from {{ ref('int_recommendation__products_popular') }}
    where fold <> 'live'
),

folds_dated as (
    select * from {{ ref('int_recommendation__folds_dated') }}
    where fold <> 'live'
),

product_counts as (
    select max(product_count) as product_count from products_popular
),

covered as (
    select
        model,
        product_id
    from backtest_ranked
    group by model, product_id
),

averaged as (
    select
        task,
        measure,
        model,
        count(*) as customer_count,
        cast(avg(measured_value) as double) as measured_value
    from measures_taken
    group by task, measure, model

    union all

    select
        'products' as task,
        'coverage' as measure,
        covered.model,
        null as customer_count,
        cast(count(*) as double) / max(product_counts.product_count) as measured_value
    from covered
    cross join product_counts
    group by covered.model
),

ranked as (
    select
        *,
        row_number() over (
            partition by task, measure, model, baseline
            order by gain asc nulls last, replicate asc
        ) as gain_rank,
        count(*) over (partition by task, measure, model, baseline) as replicate_count
    from differences_resampled
),

intervals as (
    select
        task,
        measure,
        model,
        baseline,
        min(case when gain_rank >= 0.025 * replicate_count then gain end) as gain_low,
        min(case when gain_rank >= 0.975 * replicate_count then gain end) as gain_high
    from ranked
    group by task, measure, model, baseline
),

final as (
    select
        averaged.task,
        averaged.measure,
        averaged.model,
        coalesce(intervals.baseline, 'none') as baseline,
        averaged.measured_value,
        baselines.measured_value as baseline_value,
        averaged.measured_value - baselines.measured_value as gain,
        intervals.gain_low,
        intervals.gain_high,
        cast(averaged.customer_count as integer) as customer_count,
        folds_dated.known_until_date,
        {{ as_of() }} as as_of_at
    from averaged
    cross join folds_dated
    left join intervals
        on
            averaged.task = intervals.task
            and averaged.measure = intervals.measure
            and averaged.model = intervals.model
    left join averaged as baselines
        on
            intervals.task = baselines.task
            and intervals.measure = baselines.measure
            and intervals.baseline = baselines.model
    order by averaged.task, averaged.measure, averaged.model, baseline
)

select * from final
