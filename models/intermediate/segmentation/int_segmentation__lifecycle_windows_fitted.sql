{# With `category_quantile`, a window is as long as the given share of the buyers of the customer's
   main category take to come back, within the floor and the ceiling of the seed. A category with too
   few intervals gives none, and the fixed days of the seed stand. #}
with rhythms as (
    select * from {{ ref('int_segmentation__category_rhythms_ranked') }}
),

main_categories as (
    select * from {{ ref('int_segmentation__main_categories_ranked') }}
),

conditions as (
    select * from {{ ref('lifecycle_conditions') }}
    where window_rule = 'category_quantile'
),

quantiles as (
    select
        rhythms.category,
        conditions.condition_id,
        conditions.window_floor_days,
        conditions.window_ceiling_days,
        min(rhythms.interval_days) as interval_days
    from rhythms
    inner join conditions
        on
            rhythms.interval_rank >= conditions.window_quantile * rhythms.interval_count
            and rhythms.interval_count >= conditions.minimum_interval_count
    group by
        rhythms.category,
        conditions.condition_id,
        conditions.window_floor_days,
        conditions.window_ceiling_days
),

final as (
    select
        main_categories.customer_id,
        quantiles.condition_id,
        main_categories.category,
        cast(
            least(
                greatest(quantiles.interval_days, quantiles.window_floor_days),
                quantiles.window_ceiling_days
            ) as integer
        ) as window_days
    from main_categories
    inner join quantiles
        on main_categories.category = quantiles.category
)

select * from final
