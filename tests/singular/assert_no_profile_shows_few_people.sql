{# Neither a shown cell, nor what is left of a trait when the shown cells are taken from the whole,
   is about fewer people than the limit. #}
{{ config(meta={'dagster': {'ref': {'name': 'segment_profiles'}}}) }}

with segment_profiles as (
    select * from {{ ref('segment_profiles') }}
),

minimum as (
    select limit_value from {{ ref('profiling_limits') }}
    where limit_name = 'minimum_cell_count'
),

small_cells as (
    select
        segment_profiles.target_id,
        segment_profiles.trait_id
    from segment_profiles
    cross join minimum
    where
        segment_profiles.target_count < minimum.limit_value
        or segment_profiles.base_count - segment_profiles.target_count < minimum.limit_value
),

lone_cells as (
    select
        target_id,
        trait_id
    from segment_profiles
    group by target_id, trait_id
    having
        sum(case when is_suppressed then 1 else 0 end) = 1
        and count(*) > 1
),

final as (
    select * from small_cells
    union all
    select * from lone_cells
)

select * from final
