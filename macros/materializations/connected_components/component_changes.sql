{#
What a batch of changed edges changes in an existing table of components.

Added edges are contracted over the component ids of the table, so their cost follows the change.
Components that lost an edge are resolved again from the model's SQL, which is all edges there are
now: their vertices stand for themselves, everything else for its component. Returns `relation`
(`vertex_id`, and the new `component_id` or null for a vertex that is gone; only what differs from
the table) and `scratch`, the tables to drop.
#}
{% macro component_changes(components, sql, changes_relation) -%}
    {%- set changes = contraction_table('changes', 0) -%}
    {% do create_contraction_table(
        changes, 'select left_id, right_id, change from ' ~ changes_relation
    ) %}
    {% do check_component_changes(changes) %}
    {%- set opened = contraction_table('opened', 0) -%}
    {%- set opened_count = create_contraction_table(
        opened, opened_components(components, changes)
    ) -%}

    {%- set edges = contraction_table('touched', 0) -%}
    {%- if opened_count > 0 -%}
        {% do create_contraction_table(edges, touched_edges(sql, changes, opened)) %}
    {%- else -%}
        {% do create_contraction_table(edges, added_edges(changes)) %}
    {%- endif -%}
    {%- set kept = contraction_table('kept', 0) -%}
    {% do create_contraction_table(kept, kept_components(components, edges, opened)) %}
    {%- set between = contraction_table('between', 0) -%}
    {% do create_contraction_table(between, edges_between(edges, kept)) %}

    {%- set joined = contraction_table('joined', 0) -%}
    {% do components_of({'relation': between, 'scratch': [between]}, joined, is_scratch=True) %}
    {%- set moved = contraction_table('moved', 0) -%}
    {% do create_contraction_table(moved, moved_vertices(components, joined, opened, kept)) %}
    {{ return({
        'relation': moved,
        'scratch': [changes, opened, edges, kept, joined, moved]
    }) }}
{%- endmacro %}

{% macro check_component_changes(changes) -%}
    {%- set wrong = run_query(
        'select left_id, right_id, change from ' ~ changes ~ ' where left_id is null'
        ~ " or right_id is null or change is null or change not in ('added', 'removed') limit 1"
    ) -%}
    {%- if wrong.rows | length > 0 -%}
        {% do exceptions.raise_compiler_error(
            'connected_components: the changes of ' ~ this ~ ' need left_id, right_id and a change '
            ~ "that is 'added' or 'removed', but one is " ~ wrong.rows[0].values() | list
        ) %}
    {%- endif -%}
{%- endmacro %}
