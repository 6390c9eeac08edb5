{#
Makes the table `relation` (`vertex_id`, `component_id`) of the connected components of the edges in
`source.relation`, whose keys may be of any type that hashes. Drops `source.scratch`.

The graph is contracted on 64-bit hashes of the keys. The keys themselves are read again only for
the result, in one statement. Should two keys share a hash, another seed is taken.
#}
{% macro components_of(source, relation, is_scratch) -%}
    {% do contraction_check_nulls(source.relation) %}
    {%- set state = namespace(is_open=true) -%}
    {%- for seed in range(0, 10) if state.is_open -%}
        {%- set graph = contract_graph(source.relation, seed) -%}
        {%- set sql = contraction_result(source.relation, graph.paths, seed) -%}
        {%- if is_scratch -%}
            {% do create_contraction_table(relation, sql) %}
        {%- else -%}
            {#- In the transaction that publishes it: an interrupted run leaves no such table. -#}
            {% call statement('main') -%}
                {{ create_table_as(False, relation, sql) }}
            {%- endcall %}
        {%- endif -%}
        {%- set state.is_open = contraction_collides(relation, graph.paths) -%}
        {% do drop_contraction_tables(graph.scratch + ([relation] if state.is_open else [])) %}
    {%- endfor -%}
    {% do drop_contraction_tables(source.scratch) %}
    {%- if state.is_open -%}
        {% do exceptions.raise_compiler_error(
            'connected_components: in ' ~ this ~ ' two vertices share a hash for each of ten '
            ~ 'seeds; contraction_hash is not a 64-bit hash here.'
        ) %}
    {%- endif -%}
{%- endmacro %}

{% macro contraction_check_nulls(source) -%}
    {%- set nulls = run_query(
        'select 1 as n from ' ~ source ~ ' where left_id is null or right_id is null limit 1'
    ) -%}
    {%- if nulls.rows | length > 0 -%}
        {% do exceptions.raise_compiler_error(
            'connected_components: ' ~ this ~ ' has an edge whose left_id or right_id is null. '
            ~ 'A null is no vertex: leave such rows out of the SQL.'
        ) %}
    {%- endif -%}
{%- endmacro %}

{# Each key once, with the least key of those whose paths lead to the same hash. A window, because a
   join to the least key of each component would read all keys twice more. #}
{% macro contraction_result(source, paths, seed) %}
    select vertex_id, min(vertex_id) over (partition by root_hash) as component_id
    from (
        select vertices.vertex_id, coalesce(paths.label_id, vertices.vertex_hash) as root_hash
        from (
            select vertex_id, {{ contraction_hash('vertex_id', seed) }} as vertex_hash
            from (
                select left_id as vertex_id from {{ source }}
                union all
                select right_id as vertex_id from {{ source }}
            ) as ends
            group by vertex_id
        ) as vertices
        left join {{ paths }} as paths
            on vertices.vertex_hash = paths.vertex_id
    ) as rooted
{% endmacro %}

{# Whether two keys share a hash, which made them one vertex. Each hash either has a path to another
   or names a component, so there are as many keys as paths and components unless two share one. #}
{% macro contraction_collides(relation, paths) -%}
    {%- set counts = run_query(
        'select count(*) as keys, sum(case when vertex_id = component_id then 1 else 0 end) as ids'
        ~ ', (select count(*) from ' ~ paths ~ ' where vertex_id <> label_id) as paths'
        ~ ' from ' ~ relation
    ).rows[0] -%}
    {{ return((counts[0] | int) != (counts[1] | int) + (counts[2] | int)) }}
{%- endmacro %}
