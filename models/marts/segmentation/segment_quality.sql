{# The verdict is the first that holds by the priorities of the seed; all that hold are listed. #}
with segments_sized as (
    select * from {{ ref('int_segmentation__segments_sized') }}
),

segment_figures as (
    select * from {{ ref('int_segmentation__segment_figures') }}
),

segments_judged as (
    select * from {{ ref('int_segmentation__segments_judged') }}
),

segments_kept as (
    select * from {{ ref('int_segmentation__segments_kept') }}
),

{% set figures = ['greatest_eta_squared', 'least_deviation_ratio', 'greatest_jaccard',
    'greatest_share_within'] -%}

figures_pivoted as (
    select
        segment_id,
        {%- for figure in figures %}
            max(case when measure = '{{ figure }}' then figure end) as {{ figure }},
            max(case when measure = '{{ figure }}' then other_id end) as {{ figure }}_with
            {%- if not loop.last %},{% endif %}
        {%- endfor %}
    from segment_figures
    group by segment_id
),

verdicts as (
    select
        segment_id,
        {{ dbt.listagg('verdict', "', '", 'order by judged_rank') }} as verdicts
    from segments_judged
    group by segment_id
),

final as (
    select
        segments_sized.segment_id,
        segments_judged.verdict,
        segments_judged.name_fr as verdict_fr,
        segments_judged.name_en as verdict_en,
        segments_judged.words_fr as reason_fr,
        segments_judged.words_en as reason_en,
        verdicts.verdicts,
        segments_sized.member_count,
        segments_sized.base_count,
        segments_sized.share_of_base,
        round(figures_pivoted.greatest_eta_squared, 6) as greatest_eta_squared,
        figures_pivoted.greatest_eta_squared_with as told_apart_by,
        round(figures_pivoted.least_deviation_ratio, 6) as least_deviation_ratio,
        figures_pivoted.least_deviation_ratio_with as most_alike_in,
        figures_pivoted.greatest_jaccard,
        figures_pivoted.greatest_jaccard_with as overlaps_most_with,
        figures_pivoted.greatest_share_within,
        figures_pivoted.greatest_share_within_with as lies_most_within,
        segments_kept.kept_share,
        segments_kept.kept_since_at,
        {{ as_of() }} as as_of_at
    from segments_sized
    left join segments_judged
        on
            segments_sized.segment_id = segments_judged.segment_id
            and segments_judged.judged_rank = 1
    left join verdicts
        on segments_sized.segment_id = verdicts.segment_id
    left join figures_pivoted
        on segments_sized.segment_id = figures_pivoted.segment_id
    left join segments_kept
        on segments_sized.segment_id = segments_kept.segment_id
    order by segments_sized.segment_id
)

select * from final
