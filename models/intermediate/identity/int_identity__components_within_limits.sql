{{ config(materialized='connected_components') }}

with decided as (
    select * from {{ ref('int_identity__links_decided') }}
),

components as (
    select * from {{ ref('int_identity__components') }}
),

over_limit as (
    select * from {{ ref('int_identity__components_over_limit') }}
),

final as (
    select
        left_id,
        right_id
    from decided
    where outcome = 'accepted'
    union all
    select
        components.vertex_id as left_id,
        components.vertex_id as right_id
    from components
    inner join over_limit
        on components.component_id = over_limit.component_id
)

select * from final
