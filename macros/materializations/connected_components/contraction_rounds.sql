{# The queries of one round of contraction, and of what follows the rounds. #}

{# A vertex's place in the random order of a round. The hashes of keys are in a random order by
   themselves. Where two places are the same the hashes decide: see contraction_directed. #}
{% macro contraction_place(vertex, round) -%}
    {%- if round == 1 -%} {{ vertex }}
    {%- else -%} {{ contraction_hash(vertex, round) }}
    {%- endif -%}
{%- endmacro %}

{# Edges as a round wants them: once each, from the vertex that is greater in its order. #}
{% macro contraction_directed(edges, round) %}
    {%- set is_left_greater -%}
        {%- if round == 1 -%}
            left_id > right_id
        {%- else -%}
            left_place > right_place or (left_place = right_place and left_id > right_id)
        {%- endif -%}
    {%- endset %}
    select
        case when {{ is_left_greater }} then left_id else right_id end as left_id,
        case when {{ is_left_greater }} then right_id else left_id end as right_id
    from (
        select
            left_id,
            right_id
            {%- if round > 1 %},
            {{ contraction_place('left_id', round) }} as left_place,
            {{ contraction_place('right_id', round) }} as right_place
            {%- endif %}
        from ({{ edges }}) as undirected
        where left_id <> right_id
    ) as placed
    {%- if round > 1 %}
    group by 1, 2
    {%- endif %}
{% endmacro %}

{# The first round's edges. The cases, never false, give both ends their common type: an engine may
   hash 1 as an integer otherwise than 1 as a bigint. Repeats do no harm and are rare. #}
{% macro contraction_edges(source, seed) %}
    {%- set edges -%}
        select
            {{ contraction_hash('case when 1 = 1 then left_id else right_id end', seed) }}
                as left_id,
            {{ contraction_hash('case when 1 = 1 then right_id else left_id end', seed) }}
                as right_id
        from {{ source }}
    {%- endset -%}
    {{ contraction_directed(edges, 1) }}
{% endmacro %}

{# Each vertex that has a lesser neighbour hooks to the least of them, and follows its hook's hook:
   one pointer jump. The others are least in their neighbourhood and stay. #}
{% macro contraction_labels(edges, round) %}
    with hooks as (
        select
            left_id as vertex_id,
            {% if round == 1 -%} min(right_id)
            {%- else -%} min_by(right_id, {{ contraction_place('right_id', round) }})
            {%- endif %} as hook_id
        from {{ edges }}
        group by left_id
    )

    select
        hooks.vertex_id,
        hooks.hook_id,
        coalesce(targets.hook_id, hooks.hook_id) as label_id
    from hooks
    left join hooks as targets
        on hooks.hook_id = targets.vertex_id
{% endmacro %}

{# The edges between labels, directed for the next round. Every edge leaves a vertex that has a
   label. An edge along which it hooked to one that stays is done with, and left out before the
   second join: in a retailer's links that is most of them. #}
{% macro contraction_rewritten(edges, labels, next_round) %}
    {%- set labelled -%}
        select
            left_labels.label_id as left_id,
            coalesce(right_labels.label_id, edges.right_id) as right_id
        from {{ edges }} as edges
        inner join {{ labels }} as left_labels
            on edges.left_id = left_labels.vertex_id
            and (
                edges.right_id <> left_labels.hook_id
                or left_labels.hook_id <> left_labels.label_id
            )
        left join {{ labels }} as right_labels
            on edges.right_id = right_labels.vertex_id
    {%- endset -%}
    {{ contraction_directed(labelled, next_round) }}
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
