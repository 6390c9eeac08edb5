with scheme_figures as (
    select * from {{ ref('int_segmentation__scheme_figures') }}
),

limits as (
    select * from {{ ref('segment_quality_limits') }}
),

judged as (
    {{ judged_figures('scheme_figures', 'limits', 'scheme') }}
),

limited as (
    select * from judged
    where verdict <> 'good'
),

verdict as (
    select * from judged
    where judged_rank = 1
),

final as (
    select
        scheme_figures.measure,
        scheme_figures.figure as measured_value,
        limited.is_held as is_beyond_limit,
        limited.verdict,
        limited.name_fr as verdict_fr,
        limited.name_en as verdict_en,
        limited.words_fr as reason_fr,
        limited.words_en as reason_en,
        verdict.verdict as scheme_verdict,
        verdict.name_fr as scheme_verdict_fr,
        verdict.name_en as scheme_verdict_en,
        {{ as_of() }} as as_of_at
    from scheme_figures
    cross join verdict
    inner join limited
        on scheme_figures.measure = limited.measure
    order by scheme_figures.measure
)

select * from final
