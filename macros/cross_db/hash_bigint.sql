{# A 64-bit hash of a text, for narrow joins and aggregates. Two texts can share one, so whatever
   it selects must be compared by its text afterwards. #}
{% macro hash_bigint(text) -%}
    {{ return(adapter.dispatch('hash_bigint')(text)) }}
{%- endmacro %}

{% macro duckdb__hash_bigint(text) -%}
    hash({{ text }})
{%- endmacro %}

{% macro default__hash_bigint(text) -%}
    xxhash64({{ text }})
{%- endmacro %}
