with components as (
    select * from {{ ref('int_identity__components') }}
),

within_limits as (
    select * from {{ ref('int_identity__components_within_limits') }}
),

final as (
    select
        components.vertex_id as identifier_id,
        coalesce(within_limits.component_id, components.component_id) as cluster_id
    from components
    left join within_limits
        on components.vertex_id = within_limits.vertex_id
)

select * from final
