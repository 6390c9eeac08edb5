{# What people read in place of a value. Stages and segments are named where they are defined. #}
with profiling_value_names as (
    select * from {{ ref('profiling_value_names') }}
),

lifecycle_stages as (
    select * from {{ ref('lifecycle_stages') }}
),

rfm_segments as (
    select * from {{ ref('rfm_segments') }}
),

segments as (
    select * from {{ ref('segments') }}
),

final as (
    select
        value_set,
        trait_value,
        name_fr,
        name_en
    from profiling_value_names

    union all

    select
        'lifecycle_stage' as value_set,
        lifecycle_stage as trait_value,
        name_fr,
        name_en
    from lifecycle_stages

    union all

    select
        'rfm_segment' as value_set,
        rfm_segment as trait_value,
        min(name_fr) as name_fr,
        min(name_en) as name_en
    from rfm_segments
    group by rfm_segment

    union all

    select
        'segment' as value_set,
        segment_id as trait_value,
        name_fr,
        name_en
    from segments
)

select * from final
