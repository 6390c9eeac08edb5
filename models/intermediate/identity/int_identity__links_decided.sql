-- depends_on: {{ ref('int_identity__tokens') }}, {{ ref('int_identity__limits') }}
{{ config(
    materialized='limited_components',
    tokens='int_identity__tokens',
    limits='int_identity__limits'
) }}

with links as (
    select * from {{ ref('int_identity__links') }}
),

weak_rejected as (
    select * from {{ ref('int_identity__links_weak_rejected') }}
),

components as (
    select * from {{ ref('int_identity__components') }}
),

over_limit as (
    select * from {{ ref('int_identity__components_over_limit') }}
),

final as (
    select
        links.link_rank,
        links.left_id,
        links.right_id,
        links.is_forced
    from links
    inner join components
        on links.left_id = components.vertex_id
    inner join over_limit
        on components.component_id = over_limit.component_id
    left join weak_rejected
        on links.link_rank = weak_rejected.link_rank
    where weak_rejected.link_rank is null
)

select * from final
