{# The queries of one round of contraction, and of what follows the rounds. #}

{# Each vertex that has a lesser neighbour in the round's order, with the least of them. The others
   are least in their neighbourhood and stay. #}
{% macro contraction_hooks(edges, round) %}
    {%- set left = contraction_label('left_id', round) -%}
    {%- set right = contraction_label('right_id', round) %}
    select
        {{ contraction_vertex('greater_label', round) }} as vertex_id,
        {{ contraction_vertex('min(lesser_label)', round) }} as hook_id
    from (
        select
            case when {{ left }} > {{ right }} then {{ left }} else {{ right }} end
                as greater_label,
            case when {{ left }} > {{ right }} then {{ right }} else {{ left }} end
                as lesser_label
        from {{ edges }}
        where left_id <> right_id
    ) as ordered
    group by greater_label
{% endmacro %}

{# Each vertex follows its hook's hook: one pointer jump. #}
{% macro contraction_labels(hooks) %}
    select hooks.vertex_id, coalesce(targets.hook_id, hooks.hook_id) as label_id
    from {{ hooks }} as hooks
    left join {{ hooks }} as targets
        on hooks.hook_id = targets.vertex_id
{% endmacro %}

{# The edges between labels, once each; an edge within a label is done with. #}
{% macro contraction_rewritten(edges, labels) %}
    select
        case when left_label > right_label then left_label else right_label end as left_id,
        case when left_label > right_label then right_label else left_label end as right_id
    from (
        select
            coalesce(left_labels.label_id, edges.left_id) as left_label,
            coalesce(right_labels.label_id, edges.right_id) as right_label
        from {{ edges }} as edges
        left join {{ labels }} as left_labels
            on edges.left_id = left_labels.vertex_id
        left join {{ labels }} as right_labels
            on edges.right_id = right_labels.vertex_id
    ) as labelled
    where left_label <> right_label
    group by 1, 2
{% endmacro %}

{# A dense number for each vertex that still has an edge. #}
{% macro contraction_numbers(edges) %}
    select vertex_id, row_number() over (order by vertex_id) as vertex_number
    from (
        select left_id as vertex_id from {{ edges }}
        union
        select right_id as vertex_id from {{ edges }}
    ) as ends
{% endmacro %}

{% macro contraction_numbered(edges, numbers) %}
    select
        left_numbers.vertex_number as left_id,
        right_numbers.vertex_number as right_id
    from {{ edges }} as edges
    inner join {{ numbers }} as left_numbers
        on edges.left_id = left_numbers.vertex_id
    inner join {{ numbers }} as right_numbers
        on edges.right_id = right_numbers.vertex_id
{% endmacro %}

{# Where each of a round's vertices ends: where the later rounds take its label. A vertex without a
   label goes into them as itself; one with a label may have lent its name to other vertices. #}
{% macro contraction_paths(labels, later_paths) %}
    select labels.vertex_id, coalesce(later_paths.label_id, labels.label_id) as label_id
    from {{ labels }} as labels
    left join {{ later_paths }} as later_paths
        on labels.label_id = later_paths.vertex_id
    union all
    select later_paths.vertex_id, later_paths.label_id
    from {{ later_paths }} as later_paths
    left join {{ labels }} as labels
        on later_paths.vertex_id = labels.vertex_id
    where labels.vertex_id is null
{% endmacro %}

{# The paths between numbers as paths between hashes. #}
{% macro contraction_named(paths, numbers) %}
    select
        vertex_numbers.vertex_id,
        label_numbers.vertex_id as label_id
    from {{ paths }} as paths
    inner join {{ numbers }} as vertex_numbers
        on paths.vertex_id = vertex_numbers.vertex_number
    inner join {{ numbers }} as label_numbers
        on paths.label_id = label_numbers.vertex_number
{% endmacro %}
