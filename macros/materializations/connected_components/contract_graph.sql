{#
Randomised contraction of a graph (Bögeholz, Brand and Todor, "In-database connected component
analysis", ICDE 2020). In each round every vertex hooks to the least vertex in its neighbourhood,
by a random order that differs per round; pointers jump once; and the edges are rewritten between
what is left. Expected O(log vertices) rounds on every graph, long sorted chains included.

`edges` has 64-bit hashes as `left_id` and `right_id`, and is dropped. Returns the path of each
vertex to its component's name: one or two tables of `vertex_id` and `label_id`. The second leads on
from the labels of the first, and what is in neither keeps its own name.

The hashes are a random order by themselves, so the first round needs no relabelling; most graphs
have little left after it. What is left gets dense numbers, which a bijection modulo a prime orders
anew in each round.
#}
{% macro contract_graph(edges) -%}
    {%- set first = contract_round(edges, 1) -%}
    {%- if not contraction_has_rows(first.edges) -%}
        {% do drop_contraction_tables([first.edges]) %}
        {{ return([first.labels]) }}
    {%- endif -%}

    {%- set numbers = contraction_table('numbers', 0) -%}
    {% do create_contraction_table(numbers, contraction_numbers(first.edges)) %}
    {%- set numbered = contraction_table('numbered', 0) -%}
    {% do create_contraction_table(numbered, contraction_numbered(first.edges, numbers)) %}
    {% do drop_contraction_tables([first.edges]) %}

    {%- set state = namespace(edges=numbered, labels=[], is_open=true) -%}
    {%- for round in range(2, 200) if state.is_open -%}
        {%- set later = contract_round(state.edges, round) -%}
        {%- set state.edges = later.edges -%}
        {%- set state.labels = [later.labels] + state.labels -%}
        {%- set state.is_open = contraction_has_rows(later.edges) -%}
    {%- endfor -%}
    {% do drop_contraction_tables([state.edges]) %}
    {%- if state.is_open -%}
        {% do exceptions.raise_compiler_error(
            'connected_components: edges are left after 199 rounds in ' ~ this
        ) %}
    {%- endif -%}

    {# From the last round back, each label is followed to where the later rounds take it. #}
    {%- set composed = namespace(paths=state.labels[0]) -%}
    {%- for labels in state.labels[1:] -%}
        {%- set paths = contraction_table('paths', loop.index) -%}
        {% do create_contraction_table(paths, contraction_paths(labels, composed.paths)) %}
        {% do drop_contraction_tables([labels, composed.paths]) %}
        {%- set composed.paths = paths -%}
    {%- endfor -%}
    {%- set forest = contraction_table('forest', 0) -%}
    {% do create_contraction_table(forest, contraction_named(composed.paths, numbers)) %}
    {% do drop_contraction_tables([composed.paths, numbers]) %}
    {{ return([first.labels, forest]) }}
{%- endmacro %}

{# One round: the labels of the vertices it joined to others, and the edges that are left. #}
{% macro contract_round(edges, round) -%}
    {%- set hooks = contraction_table('hooks', round) -%}
    {% do create_contraction_table(hooks, contraction_hooks(edges, round)) %}
    {%- set labels = contraction_table('labels', round) -%}
    {% do create_contraction_table(labels, contraction_labels(hooks)) %}
    {% do drop_contraction_tables([hooks]) %}
    {%- set rewritten = contraction_table('edges', round) -%}
    {% do create_contraction_table(rewritten, contraction_rewritten(edges, labels)) %}
    {% do drop_contraction_tables([edges]) %}
    {{ return({'labels': labels, 'edges': rewritten}) }}
{%- endmacro %}
