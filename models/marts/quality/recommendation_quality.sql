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
        model_name,
        product_id
    from backtest_ranked
    group by model_name, product_id
),

averaged as (
    select
        task_name,
        measure,
        model_name,
        count(*) as customer_count,
        cast(avg(measured_value) as double) as measured_value
    from measures_taken
    group by task_name, measure, model_name

    union all

    select
        'products' as task_name,
        'coverage' as measure,
        covered.model_name,
        null as customer_count,
        cast(count(*) as double) / max(product_counts.product_count) as measured_value
    from covered
    cross join product_counts
    group by covered.model_name
),

ranked as (
    select
        *,
        row_number() over (
            partition by task_name, measure, model_name, baseline
            order by gain asc nulls last, replicate asc
        ) as gain_rank,
        count(*) over (partition by task_name, measure, model_name, baseline) as replicate_count
    from differences_resampled
),

intervals as (
    select
        task_name,
        measure,
        model_name,
        baseline,
        min(case when gain_rank >= 0.025 * replicate_count then gain end) as gain_low,
        min(case when gain_rank >= 0.975 * replicate_count then gain end) as gain_high
    from ranked
    group by task_name, measure, model_name, baseline
),

final as (
    select
        averaged.task_name,
        averaged.measure,
        averaged.model_name,
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
            averaged.task_name = intervals.task_name
            and averaged.measure = intervals.measure
            and averaged.model_name = intervals.model_name
    left join averaged as baselines
        on
            intervals.task_name = baselines.task_name
            and intervals.measure = baselines.measure
            and intervals.baseline = baselines.model_name
    order by averaged.task_name, averaged.measure, averaged.model_name, baseline
)

select * from final
