{# A pair of which one measure is computed from the other is shown and marked: it finds itself. #}
with correlation_tests as (
    select * from {{ source('engine', 'correlation_tests') }}
),

behaviour_measures as (
    select * from {{ ref('behaviour_measures') }}
),

targets_named as (
    select * from {{ ref('int_insight__targets_named') }}
),

profiling_bases as (
    select * from {{ ref('profiling_bases') }}
),

final as (
    select
        correlation_tests.group_id,
        correlation_tests.measure_id,
        correlation_tests.other_measure_id,
        coalesce(profiling_bases.name_fr, targets_named.target_name_fr) as group_name_fr,
        coalesce(profiling_bases.name_en, targets_named.target_name_en) as group_name_en,
        one.name_fr as measure_name_fr,
        one.name_en as measure_name_en,
        other.name_fr as other_measure_name_fr,
        other.name_en as other_measure_name_en,
        correlation_tests.coefficient,
        correlation_tests.coefficient_low,
        correlation_tests.coefficient_high,
        correlation_tests.p_value,
        correlation_tests.adjusted_p_value,
        correlation_tests.verdict,
        ' ' || coalesce(one.made_of, '') || ' ' like '% ' || other.measure_id || ' %'
        or ' ' || coalesce(other.made_of, '') || ' ' like '% ' || one.measure_id || ' %'
            as is_by_construction,
        correlation_tests.customer_count,
        {{ as_of() }} as as_of_at
    from correlation_tests
    inner join behaviour_measures as one
        on correlation_tests.measure_id = one.measure_id
    inner join behaviour_measures as other
        on correlation_tests.other_measure_id = other.measure_id
    left join profiling_bases
        on correlation_tests.group_id = profiling_bases.base_id
    left join targets_named
        on correlation_tests.group_id = targets_named.target_id
    order by
        correlation_tests.group_id, correlation_tests.measure_id, correlation_tests.other_measure_id
)

select * from final
