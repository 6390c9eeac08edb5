{#
Connected components of the edges in `source.relation`, whose keys may be of any type that hashes.

Returns `sql`, which selects one row per key (`vertex_id`, `component_id`), and `scratch`, the
tables which that SQL reads and the caller drops.

The graph is contracted on 64-bit hashes of the keys, so no key is joined or looked up. Should two
keys share a hash, another seed is taken.
#}
{% macro components_of(source) -%}
    {%- set found = namespace(components=none) -%}
    {%- for seed in range(0, 10) if found.components is none -%}
        {%- set found.components = components_by_hash(source.relation, seed) -%}
    {%- endfor -%}
    {% do drop_contraction_tables(source.scratch) %}
    {%- if found.components is none -%}
        {% do exceptions.raise_compiler_error(
            'connected_components: in ' ~ this ~ ' two vertices share a hash for each of ten '
            ~ 'seeds; contraction_hash is not a 64-bit hash here.'
        ) %}
    {%- endif -%}
    {{ return(found.components) }}
{%- endmacro %}

{# As components_of with one seed; none if two keys share a hash. #}
{% macro components_by_hash(source, seed) -%}
    {%- set vertices = contraction_table('vertices', 0) -%}
    {% do create_contraction_table(vertices, contraction_vertices(source, seed)) %}
    {% do contraction_check_nulls(vertices) %}
    {%- if contraction_collides(vertices) -%}
        {% do drop_contraction_tables([vertices]) %}
        {{ return(none) }}
    {%- endif -%}
    {%- set edges = contraction_table('edges', 0) -%}
    {% do create_contraction_table(edges, contraction_edges(source, seed)) %}

    {%- set forest = contract_graph(edges) -%}

    {%- set rooted = contraction_table('rooted', 0) -%}
    {% do create_contraction_table(rooted, contraction_rooted(vertices, forest)) %}
    {% do drop_contraction_tables([vertices]) %}
    {%- set least = contraction_table('least', 0) -%}
    {% do create_contraction_table(least, contraction_least(rooted)) %}
    {% do drop_contraction_tables(forest) %}
    {{ return({
        'sql': contraction_result(rooted, least),
        'scratch': [rooted, least]
    }) }}
{%- endmacro %}

{# Each key once, with its hash. #}
{% macro contraction_vertices(source, seed) %}
    select vertex_id, {{ contraction_hash('vertex_id', seed) }} as vertex_hash
    from (
        select left_id as vertex_id from {{ source }}
        union all
        select right_id as vertex_id from {{ source }}
    ) as ends
    group by vertex_id
{% endmacro %}

{% macro contraction_check_nulls(vertices) -%}
    {%- set nulls = run_query('select 1 as n from ' ~ vertices ~ ' where vertex_id is null') -%}
    {%- if nulls.rows | length > 0 -%}
        {% do exceptions.raise_compiler_error(
            'connected_components: ' ~ this ~ ' has an edge whose left_id or right_id is null. '
            ~ 'A null is no vertex: leave such rows out of the SQL.'
        ) %}
    {%- endif -%}
{%- endmacro %}

{# Whether two keys share a hash, which would make them one vertex. #}
{% macro contraction_collides(vertices) -%}
    {%- set counts = run_query(
        'select (select count(*) from ' ~ vertices ~ ') as keys, (select count(*) from ('
        ~ 'select vertex_hash from ' ~ vertices ~ ' group by vertex_hash) as hashes) as hashes'
    ).rows[0] -%}
    {{ return(counts[0] != counts[1]) }}
{%- endmacro %}

{# Edges between hashes. The cases, never false, give both ends their common type: an engine may
   hash 1 as an integer otherwise than 1 as a bigint. #}
{% macro contraction_edges(source, seed) %}
    select
        {{ contraction_hash('case when 1 = 1 then left_id else right_id end', seed) }} as left_id,
        {{ contraction_hash('case when 1 = 1 then right_id else left_id end', seed) }} as right_id
    from {{ source }}
{% endmacro %}

{# Each key with the hash its component is known by. #}
{% macro contraction_rooted(vertices, forest) %}
    select
        vertices.vertex_id,
        coalesce(
            {%- if forest | length > 1 %} later.label_id, {%- endif %} first.label_id,
            vertices.vertex_hash
        ) as root_hash
    from {{ vertices }} as vertices
    left join {{ forest[0] }} as first
        on vertices.vertex_hash = first.vertex_id
    {%- if forest | length > 1 %}
    left join {{ forest[1] }} as later
        on coalesce(first.label_id, vertices.vertex_hash) = later.vertex_id
    {%- endif %}
{% endmacro %}

{% macro contraction_least(rooted) %}
    select root_hash, min(vertex_id) as component_id
    from {{ rooted }}
    group by root_hash
{% endmacro %}

{% macro contraction_result(rooted, least) %}
    select rooted.vertex_id, least.component_id
    from {{ rooted }} as rooted
    inner join {{ least }} as least
        on rooted.root_hash = least.root_hash
{% endmacro %}
