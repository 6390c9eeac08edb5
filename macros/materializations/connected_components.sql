{#
Materializes the connected components of the graph whose edges the model's SQL returns.

The SQL returns integer columns `left_id` and `right_id`, each between 0 and 2 147 483 646; a row
with both equal brings in a vertex without edges. The table has one row per vertex: `vertex_id`
and `component_id`, the least vertex of its component, so the result does not depend on row order.

Method: randomised contraction (Bögeholz, Brand and Todor, "In-database connected component
analysis", ICDE 2020). In each round a random bijection relabels the vertices, every vertex hooks
to the least label in its neighbourhood, pointers jump once, and the edges are rewritten between
what is left. Expected O(log vertices) rounds on every graph, long sorted chains included. Only
plain `create table as` is used, so any adapter runs it.
#}
{% materialization connected_components, default %}
    {%- set target_relation = this.incorporate(type='table') -%}
    {%- set existing_relation = load_cached_relation(this) -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}

    {%- set edges = contraction_table('edges', 0) -%}
    {% do create_contraction_table(edges, contraction_edges(sql)) %}
    {% do contraction_check_range(edges) %}
    {%- set isolated = contraction_table('vertices', 0) -%}
    {% do create_contraction_table(isolated, contraction_vertices(sql)) %}

    {%- set state = namespace(
        edges=edges, rounds=0, scratch=[edges, isolated], is_open=contraction_has_rows(edges)
    ) -%}
    {%- for round in range(1, 200) if state.is_open -%}
        {%- set hooks = contraction_table('hooks', round) -%}
        {%- set labels = contraction_table('labels', round) -%}
        {%- set rewritten = contraction_table('edges', round) -%}
        {% do create_contraction_table(hooks, contraction_hooks(state.edges, round)) %}
        {% do create_contraction_table(labels, contraction_labels(hooks)) %}
        {% do create_contraction_table(rewritten, contraction_rewritten(state.edges, labels)) %}
        {% do adapter.drop_relation(hooks) %}
        {%- set state.scratch = state.scratch + [labels, rewritten] -%}
        {%- set state.edges = rewritten -%}
        {%- set state.rounds = round -%}
        {%- set state.is_open = contraction_has_rows(rewritten) -%}
    {%- endfor -%}
    {%- if state.is_open -%}
        {% do exceptions.raise_compiler_error(
            'connected_components: edges are left after 199 rounds in ' ~ this
        ) %}
    {%- endif -%}

    {%- set composed = namespace(labels=none) -%}
    {%- for round in range(state.rounds, 0, -1) -%}
        {%- set labels = contraction_table('labels', round) -%}
        {%- set paths = contraction_table('paths', round) -%}
        {% do create_contraction_table(paths, contraction_paths(labels, composed.labels, round)) %}
        {%- set state.scratch = state.scratch + [paths] -%}
        {%- set composed.labels = paths -%}
    {%- endfor -%}

    {%- if existing_relation is not none -%}
        {% do adapter.drop_relation(existing_relation) %}
    {%- endif -%}
    {% call statement('main') -%}
        {{ create_table_as(False, target_relation, contraction_result(isolated, composed.labels)) }}
    {%- endcall %}

    {%- for relation in state.scratch -%}
        {% do adapter.drop_relation(relation) %}
    {%- endfor -%}
    {% do create_indexes(target_relation) %}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {% do persist_docs(target_relation, model) %}
    {% do adapter.commit() %}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}


{# A scratch table beside the model's own, named for what it holds and its round. #}
{% macro contraction_table(content, round) -%}
    {{ return(api.Relation.create(
        database=this.database,
        schema=this.schema,
        identifier=this.identifier ~ '__' ~ content ~ '_' ~ round,
        type='table'
    )) }}
{%- endmacro %}

{% macro create_contraction_table(relation, sql) -%}
    {% do adapter.drop_relation(relation) %}
    {% call statement('contraction') -%}
        create table {{ relation }} as {{ sql }}
    {%- endcall %}
{%- endmacro %}

{% macro contraction_has_rows(relation) -%}
    {%- set found = run_query('select 1 as found from ' ~ relation ~ ' limit 1') -%}
    {{ return(found.rows | length > 0) }}
{%- endmacro %}

{# The labels are numbers modulo 2^31-1: two ids that are equal modulo it would be one vertex. #}
{% macro contraction_check_range(edges) -%}
    {%- set outside = run_query(
        'select left_id, right_id from ' ~ edges
        ~ ' where left_id < 0 or right_id > 2147483646 limit 1'
    ) -%}
    {%- if outside.rows | length > 0 -%}
        {% do exceptions.raise_compiler_error(
            'connected_components: vertex ids must be integers from 0 to 2147483646, but ' ~ this
            ~ ' has the edge ' ~ outside.rows[0][0] ~ ' - ' ~ outside.rows[0][1]
        ) %}
    {%- endif -%}
{%- endmacro %}

{# Edges once each, smaller vertex first, without self-loops. #}
{% macro contraction_edges(sql) %}
    select
        cast(least(left_id, right_id) as bigint) as left_id,
        cast(greatest(left_id, right_id) as bigint) as right_id
    from ({{ sql }}) as edges
    where left_id <> right_id
    group by 1, 2
{% endmacro %}

{# Vertices that have a self-loop; those without any other edge are components of their own. #}
{% macro contraction_vertices(sql) %}
    select cast(left_id as bigint) as vertex_id
    from ({{ sql }}) as edges
    where left_id = right_id
    group by 1
{% endmacro %}

{# A bijection of 0..2^31-2 onto itself: an affine map modulo the prime 2^31-1. It differs per round
   and is the same in every run. #}
{% macro contraction_label(vertex, round) -%}
    {%- set multiplier = (48271 * round * round + 69621 * round + 1103515) % 2147483646 + 1 -%}
    {%- set increment = (630360016 * round + 12345) % 2147483647 -%}
    (({{ multiplier }} * {{ vertex }} + {{ increment }}) % 2147483647)
{%- endmacro %}

{# Each vertex, its label in this round, and the least label in its closed neighbourhood. #}
{% macro contraction_hooks(edges, round) %}
    with neighbours as (
        select left_id as vertex_id, {{ contraction_label('right_id', round) }} as label
        from {{ edges }}
        union all
        select right_id as vertex_id, {{ contraction_label('left_id', round) }} as label
        from {{ edges }}
    )

    select
        vertex_id,
        {{ contraction_label('vertex_id', round) }} as own_label,
        least(min(label), {{ contraction_label('vertex_id', round) }}) as hook_label
    from neighbours
    group by vertex_id
{% endmacro %}

{# Each vertex follows its hook's hook: one pointer jump. #}
{% macro contraction_labels(hooks) %}
    select hooks.vertex_id, targets.hook_label as label
    from {{ hooks }} as hooks
    inner join {{ hooks }} as targets
        on hooks.hook_label = targets.own_label
{% endmacro %}

{% macro contraction_rewritten(edges, labels) %}
    select
        least(left_labels.label, right_labels.label) as left_id,
        greatest(left_labels.label, right_labels.label) as right_id
    from {{ edges }} as edges
    inner join {{ labels }} as left_labels
        on edges.left_id = left_labels.vertex_id
    inner join {{ labels }} as right_labels
        on edges.right_id = right_labels.vertex_id
    where left_labels.label <> right_labels.label
    group by 1, 2
{% endmacro %}

{# Where a round's vertices end: the label itself, or where the later rounds take it. Labels of
   two rounds live in different spaces, so the round a vertex ends in belongs to its
   component's name. #}
{% macro contraction_paths(labels, later_paths, round) %}
    {% if later_paths is none -%}
    select vertex_id, label, {{ round }} as last_round
    from {{ labels }}
    {%- else -%}
    select
        labels.vertex_id,
        coalesce(later_paths.label, labels.label) as label,
        coalesce(later_paths.last_round, {{ round }}) as last_round
    from {{ labels }} as labels
    left join {{ later_paths }} as later_paths
        on labels.label = later_paths.vertex_id
    {%- endif %}
{% endmacro %}

{# One row per vertex with the least vertex of its component. #}
{% macro contraction_result(isolated, paths) %}
    {% if paths is none -%}
    select vertex_id, vertex_id as component_id
    from {{ isolated }}
    {%- else -%}
    with least_vertices as (
        select last_round, label, min(vertex_id) as component_id
        from {{ paths }}
        group by last_round, label
    )

    select paths.vertex_id, least_vertices.component_id
    from {{ paths }} as paths
    inner join least_vertices
        on paths.last_round = least_vertices.last_round
        and paths.label = least_vertices.label
    union all
    select isolated.vertex_id, isolated.vertex_id as component_id
    from {{ isolated }} as isolated
    left join {{ paths }} as paths
        on isolated.vertex_id = paths.vertex_id
    where paths.vertex_id is null
    {%- endif %}
{% endmacro %}
