{# The hour at which a customer is most likely to have time: the customer's own signs, smoothed
   around the clock so that 23 and 0 are neighbours, on top of the base's hours as a prior. Found
   twice: from all that is known, and from what was known before the split, by which it can be
   judged. The base's own hour (customer_id is null) is what there would be without any of this.
   #}
with hour_signs as (
    select * from {{ ref('int_activity__hour_signs') }}
    where weight > 0
),

limits as (
    select
        {{ reaction_limit('hour_bandwidth') }} as hour_bandwidth,
        {{ reaction_limit('hour_prior_count') }} as hour_prior_count,
        {{ dbt.dateadd(
            'day', '-cast(' ~ reaction_limit('habit_split_days') ~ ' as integer)', as_of()
        ) }} as split_at
),

hours as (
    {%- for hour in range(24) %}
        select {{ hour }} as local_hour{{ ' union all' if not loop.last }}
    {%- endfor %}
),

seen_hours as (
    select local_hour as seen_hour from hours
),

distances as (
    select
        seen_hours.seen_hour,
        hours.local_hour,
        exp(-power(
            least(
                abs(seen_hours.seen_hour - hours.local_hour),
                24 - abs(seen_hours.seen_hour - hours.local_hour)
            ) / limits.hour_bandwidth, 2
        ) / 2) as closeness
    from seen_hours
    cross join hours
    cross join limits
),

kernel as (
    select
        seen_hour,
        local_hour,
        closeness / sum(closeness) over (partition by seen_hour) as hour_share
    from distances
),

counted as (
    select
        'now' as basis,
        customer_id,
        local_hour,
        sum(weight) as weight,
        count(*) as sign_count
    from hour_signs
    group by customer_id, local_hour

    union all

    select
        'before_split' as basis,
        hour_signs.customer_id,
        hour_signs.local_hour,
        sum(hour_signs.weight) as weight,
        count(*) as sign_count
    from hour_signs
    inner join limits
        on hour_signs.occurred_at <= limits.split_at
    group by hour_signs.customer_id, hour_signs.local_hour
),

base as (
    select
        counted.basis,
        kernel.local_hour,
        sum(counted.weight * kernel.hour_share)
        / sum(sum(counted.weight * kernel.hour_share)) over (partition by counted.basis)
            as hour_share
    from counted
    inner join kernel
        on counted.local_hour = kernel.seen_hour
    group by counted.basis, kernel.local_hour
),

smoothed as (
    select
        counted.basis,
        counted.customer_id,
        kernel.local_hour,
        sum(counted.weight * kernel.hour_share) as weight,
        sum(counted.sign_count) as sign_count
    from counted
    inner join kernel
        on counted.local_hour = kernel.seen_hour
    group by counted.basis, counted.customer_id, kernel.local_hour
),

scored as (
    select
        smoothed.basis,
        smoothed.customer_id,
        smoothed.local_hour,
        smoothed.sign_count,
        smoothed.weight + limits.hour_prior_count * base.hour_share as score
    from smoothed
    inner join base
        on
            smoothed.basis = base.basis
            and smoothed.local_hour = base.local_hour
    cross join limits

    union all

    select
        basis,
        null as customer_id,
        local_hour,
        null as sign_count,
        hour_share as score
    from base
),

ranked as (
    select
        *,
        score / sum(score) over (partition by basis, customer_id) as hour_share,
        row_number() over (
            partition by basis, customer_id
            order by round(score, 9) desc nulls last, local_hour asc nulls last
        ) as hour_rank
    from scored
),

final as (
    select
        basis,
        customer_id,
        local_hour as best_hour,
        hour_share as best_hour_share,
        cast(sign_count as integer) as sign_count
    from ranked
    where hour_rank = 1
)

select * from final
