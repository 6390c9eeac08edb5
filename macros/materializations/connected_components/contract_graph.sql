{#
Randomised contraction of a graph (Bögeholz, Brand and Todor, "In-database connected component
analysis", ICDE 2020). In each round every vertex hooks to the least vertex in its neighbourhood,
by a random order that differs per round; pointers jump once; and the edges are rewritten between
what is left. Expected O(log vertices) rounds on every graph, long sorted chains included.

`source` has keys as `left_id` and `right_id`. Returns `paths`, a table of `vertex_id` and
`label_id`, which leads each key's hash to the hash that names its component; a hash that is not in
it names its own. `scratch` is the tables to drop.
#}
{% macro contract_graph(source, seed) -%}
    {%- set edges = contraction_table('edges', 0) -%}
    {% do create_contraction_table(edges, contraction_edges(source, seed)) %}
    {%- set state = namespace(edges=edges, labels=[], left=1) -%}
    {%- for round in range(1, 200) if state.left > 0 -%}
        {%- set labels = contraction_table('labels', round) -%}
        {% do create_contraction_table(labels, contraction_labels(state.edges, round)) %}
        {#- Of three rounds' edges two are needed at a time. -#}
        {%- set rewritten = contraction_table('edges', round % 2) -%}
        {%- set state.left = create_contraction_table(
            rewritten, contraction_rewritten(state.edges, labels, round + 1)
        ) -%}
        {%- set state.edges = rewritten -%}
        {%- set state.labels = [labels] + state.labels -%}
    {%- endfor -%}
    {%- if state.left > 0 -%}
        {% do exceptions.raise_compiler_error(
            'connected_components: edges are left after 199 rounds in ' ~ this
        ) %}
    {%- endif -%}
    {% do drop_contraction_tables([contraction_table('edges', 0), contraction_table('edges', 1)]) %}

    {# From the last round back, each label is followed to where the later rounds take it. #}
    {%- set scratch = state.labels[:] -%}
    {%- set composed = namespace(paths=state.labels[0]) -%}
    {%- for labels in state.labels[1:] -%}
        {%- set paths = contraction_table('paths', loop.index) -%}
        {% do create_contraction_table(paths, contraction_paths(labels, composed.paths)) %}
        {%- set composed.paths = paths -%}
        {% do scratch.append(paths) %}
    {%- endfor -%}
    {{ return({'paths': composed.paths, 'scratch': scratch}) }}
{%- endmacro %}
