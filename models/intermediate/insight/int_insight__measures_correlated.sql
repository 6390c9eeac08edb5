{# Spearman's coefficient of each pair of measures within each group, among those of whom both are
   known. Ranks are doubled, so that the mean rank of equal values is whole and the sums are exact
   in any order of rows. Of a large group the first ids stand for all: a keyed hash draws them. #}
with measures_unpivoted as (
    select * from {{ ref('int_insight__measures_unpivoted') }}
),

bases_matched as (
    select * from {{ ref('int_insight__bases_matched') }}
),

profiling_bases as (
    select * from {{ ref('profiling_bases') }}
),

targets_matched as (
    select * from {{ ref('int_insight__targets_matched') }}
),

profiling_targets as (
    select * from {{ ref('profiling_targets') }}
),

groups_correlated as (
    select
        bases_matched.base_id as group_id,
        bases_matched.customer_id
    from bases_matched
    inner join profiling_bases
        on bases_matched.base_rule_id = profiling_bases.base_id
    where profiling_bases.is_correlated

    union all

    select
        targets_matched.target_id as group_id,
        targets_matched.customer_id
    from targets_matched
    inner join profiling_targets
        on targets_matched.target_rule_id = profiling_targets.target_id
    where profiling_targets.is_correlated
),

numbered as (
    select
        group_id,
        customer_id,
        row_number() over (partition by group_id order by customer_id asc nulls last) as draw
    from groups_correlated
),

sampled as (
    select
        numbered.group_id,
        measures_unpivoted.customer_id,
        measures_unpivoted.measure_id,
        measures_unpivoted.measured_value
    from numbered
    inner join measures_unpivoted
        on numbered.customer_id = measures_unpivoted.customer_id
    where numbered.draw <= {{ profiling_limit('correlation_sample_count') }}
),

pairs as (
    select
        sampled.group_id,
        sampled.measure_id,
        paired.measure_id as other_measure_id,
        sampled.measured_value as x,
        paired.measured_value as y
    from sampled
    inner join sampled as paired
        on
            sampled.group_id = paired.group_id
            and sampled.customer_id = paired.customer_id
    where sampled.measure_id < paired.measure_id
),

{%- set pair = 'group_id, measure_id, other_measure_id' %}

ranked as (
    select
        {{ pair }},
        cast(
            2 * rank() over (partition by {{ pair }} order by x)
            + count(*) over (partition by {{ pair }}, x) - 1 as bigint
        ) as rank_x,
        cast(
            2 * rank() over (partition by {{ pair }} order by y)
            + count(*) over (partition by {{ pair }}, y) - 1 as bigint
        ) as rank_y
    from pairs
),

summed as (
    select
        group_id,
        measure_id,
        other_measure_id,
        count(*) as customer_count,
        count(*) * sum(rank_x * rank_y) - sum(rank_x) * sum(rank_y) as covariance,
        count(*) * sum(rank_x * rank_x) - sum(rank_x) * sum(rank_x) as variance_x,
        count(*) * sum(rank_y * rank_y) - sum(rank_y) * sum(rank_y) as variance_y
    from ranked
    group by group_id, measure_id, other_measure_id
),

final as (
    select
        group_id,
        measure_id,
        other_measure_id,
        cast(customer_count as integer) as customer_count,
        case
            when variance_x > 0 and variance_y > 0
                then
                    cast(covariance as double)
                    / (sqrt(cast(variance_x as double)) * sqrt(cast(variance_y as double)))
        end as coefficient
    from summed
)

select * from final
