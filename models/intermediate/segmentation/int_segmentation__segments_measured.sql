{#
How alike the members of a segment are in each behaviour, and how unlike the rest.

Eta squared is the share of the base's sum of squares that lies between members and the rest:
(n1 (m1 - m)^2 + n0 (m0 - m)^2) / (n v), with counts n, means m, the base's population variance v
(Fisher's correlation ratio; Cohen, Statistical Power Analysis, 1988, calls 0.01 small, 0.06 medium
and 0.14 large). The coefficient of variation is the standard deviation as a share of the mean.

Of too few people nothing is computed, nor where all but a few are members: with the base's figures
anybody could subtract, and would know what the few have done.
#}
with customers_measured as (
    select * from {{ ref('int_segmentation__customers_measured') }}
),

segments_matched as (
    select * from {{ ref('int_segmentation__segments_matched') }}
),

segments_sized as (
    select * from {{ ref('int_segmentation__segments_sized') }}
    where is_in_force
),

settings as (
    select * from {{ ref('segment_quality_settings') }}
),

base as (
    select
        measure,
        max(currency) as currency,
        count(*) as base_count,
        avg(measured_value) as base_mean,
        stddev_samp(measured_value) as base_deviation,
        var_pop(measured_value) as base_variance
    from customers_measured
    group by measure
),

members as (
    select
        segments_matched.segment_id,
        customers_measured.measure,
        count(*) as measured_count,
        avg(customers_measured.measured_value) as member_mean,
        stddev_samp(customers_measured.measured_value) as member_deviation
    from segments_matched
    inner join customers_measured
        on segments_matched.customer_id = customers_measured.customer_id
    group by segments_matched.segment_id, customers_measured.measure
),

paired as (
    select
        segments_sized.segment_id,
        base.*,
        coalesce(members.measured_count, 0) as measured_count,
        base.base_count - coalesce(members.measured_count, 0) as rest_count,
        members.member_mean,
        members.member_deviation
    from segments_sized
    cross join base
    left join members
        on
            segments_sized.segment_id = members.segment_id
            and base.measure = members.measure
),

compared as (
    select
        paired.*,
        (paired.base_count * paired.base_mean - paired.measured_count * paired.member_mean)
        / nullif(paired.rest_count, 0) as rest_mean,
        paired.measured_count >= settings.setting_value
        and paired.rest_count >= settings.setting_value as is_published
    from paired
    inner join settings
        on settings.setting = 'minimum_published_count'
),

published as (
    select
        segment_id,
        measure,
        currency,
        is_published,
        measured_count,
        rest_count,
        base_count,
        base_mean,
        base_deviation,
        base_variance,
        case when is_published then member_mean end as member_mean,
        case when is_published then rest_mean end as rest_mean,
        case when is_published then member_deviation end as member_deviation
    from compared
),

final as (
    select
        segment_id,
        measure,
        currency,
        is_published,
        cast(measured_count as integer) as measured_count,
        cast(rest_count as integer) as rest_count,
        member_mean,
        rest_mean,
        base_mean,
        member_deviation,
        base_deviation,
        member_deviation / nullif(base_deviation, 0) as deviation_ratio,
        (member_deviation / nullif(abs(member_mean), 0))
        / nullif(base_deviation / nullif(abs(base_mean), 0), 0) as variation_ratio,
        (
            measured_count * power(member_mean - base_mean, 2)
            + rest_count * power(rest_mean - base_mean, 2)
        ) / nullif(base_count * base_variance, 0) as eta_squared
    from published
)

select * from final
