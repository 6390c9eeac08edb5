{# The queries by which component_changes finds what a batch of changes touches. #}

{# The vertices of the components that lost an edge or a lone vertex. #}
{% macro opened_components(components, changes) %}
    select components.vertex_id, components.component_id
    from {{ components }} as components
    inner join (
        select ends.component_id
        from {{ components }} as ends
        inner join (
            select left_id as vertex_id from {{ changes }} where change = 'removed'
            union
            select right_id as vertex_id from {{ changes }} where change = 'removed'
        ) as removed
            on ends.vertex_id = removed.vertex_id
        group by ends.component_id
    ) as opened
        on components.component_id = opened.component_id
{% endmacro %}

{# Nothing was removed, so an added edge is an edge. #}
{% macro added_edges(changes) %}
    select left_id, right_id
    from {{ changes }}
    where change = 'added'
{% endmacro %}

{# Of all edges those that touch an opened component and those that were added; what was added and
   taken away again is not among them. An edge may be reported either way round. #}
{% macro touched_edges(sql, changes, opened) %}
    select edges.left_id, edges.right_id
    from ({{ sql }}) as edges
    left join {{ opened }} as left_opened
        on edges.left_id = left_opened.vertex_id
    left join {{ opened }} as right_opened
        on edges.right_id = right_opened.vertex_id
    left join (
        select left_id, right_id from {{ changes }} where change = 'added'
        union
        select right_id as left_id, left_id as right_id from {{ changes }} where change = 'added'
    ) as added
        on edges.left_id = added.left_id
        and edges.right_id = added.right_id
    where
        left_opened.vertex_id is not null
        or right_opened.vertex_id is not null
        or added.left_id is not null
        or edges.left_id is null
        or edges.right_id is null
{% endmacro %}

{# The vertices of the touched edges that stand for their component. #}
{% macro kept_components(components, edges, opened) %}
    select components.vertex_id, components.component_id
    from {{ components }} as components
    inner join (
        select left_id as vertex_id from {{ edges }}
        union
        select right_id as vertex_id from {{ edges }}
    ) as ends
        on components.vertex_id = ends.vertex_id
    left join {{ opened }} as opened
        on components.vertex_id = opened.vertex_id
    where opened.vertex_id is null
{% endmacro %}

{% macro edges_between(edges, kept) %}
    select
        coalesce(left_kept.component_id, edges.left_id) as left_id,
        coalesce(right_kept.component_id, edges.right_id) as right_id
    from {{ edges }} as edges
    left join {{ kept }} as left_kept
        on edges.left_id = left_kept.vertex_id
    left join {{ kept }} as right_kept
        on edges.right_id = right_kept.vertex_id
{% endmacro %}

{# What differs from the table: vertices of components that were joined to others, vertices of
   opened components that moved or are gone, and vertices that are new. #}
{% macro moved_vertices(components, joined, opened, kept) %}
    with kept_ids as (
        select component_id from {{ kept }} group by component_id
    ),

    joined_ids as (
        select joined.vertex_id as former_id, joined.component_id
        from {{ joined }} as joined
        inner join kept_ids
            on joined.vertex_id = kept_ids.component_id
        where joined.vertex_id <> joined.component_id
    )

    select components.vertex_id, joined_ids.component_id
    from {{ components }} as components
    inner join joined_ids
        on components.component_id = joined_ids.former_id
    union all
    select opened.vertex_id, joined.component_id
    from {{ opened }} as opened
    left join {{ joined }} as joined
        on opened.vertex_id = joined.vertex_id
    where joined.component_id is null or joined.component_id <> opened.component_id
    union all
    select joined.vertex_id, joined.component_id
    from {{ joined }} as joined
    left join kept_ids
        on joined.vertex_id = kept_ids.component_id
    left join {{ opened }} as opened
        on joined.vertex_id = opened.vertex_id
    where kept_ids.component_id is null and opened.vertex_id is null
{% endmacro %}
