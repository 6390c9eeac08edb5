{# A 64-bit hash of a key. Another seed gives another hash. Two keys can share one: whoever calls
   this looks for that and takes another seed: a collision costs time and never joins two keys. #}
{% macro contraction_hash(key, seed) -%}
    {{ return(adapter.dispatch('contraction_hash')(key, seed)) }}
{%- endmacro %}

{% macro duckdb__contraction_hash(key, seed) -%}
    {%- if seed == 0 -%} hash({{ key }}) {%- else -%} hash({{ key }}, {{ seed }}) {%- endif -%}
{%- endmacro %}

{% macro spark__contraction_hash(key, seed) -%}
    xxhash64({{ key }}, {{ seed }})
{%- endmacro %}

{% macro default__contraction_hash(key, seed) -%}
    {% do exceptions.raise_compiler_error(
        'connected_components needs a 64-bit hash on ' ~ target.type ~ ': write a macro '
        ~ target.type ~ '__contraction_hash(key, seed) beside the one in contraction_hash.sql.'
    ) %}
{%- endmacro %}
