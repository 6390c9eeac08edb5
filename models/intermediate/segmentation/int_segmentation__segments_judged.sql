{# The verdicts that hold for each segment; good is what none of the others leaves. #}
with segment_figures as (
    select * from {{ ref('int_segmentation__segment_figures') }}
),

limits as (
    select * from {{ ref('segment_quality_limits') }}
),

judged as (
    {{ judged_figures('segment_figures', 'limits', 'segment') }}
),

final as (
    select
        segment_id,
        measure,
        verdict,
        name_fr,
        name_en,
        words_fr,
        words_en,
        other_id,
        judged_rank
    from judged
    where
        is_held
        and (verdict <> 'good' or judged_rank = 1)
)

select * from final
