{# A number from 0 to below 1 that a text always has, as evenly spread as chance: for draws that a
   repeated run must draw again. #}
{% macro uniform_hash(text) -%}
    {{ return(adapter.dispatch('uniform_hash')(text)) }}
{%- endmacro %}

{% macro duckdb__uniform_hash(text) -%}
    (md5_number_lower({{ text }}) % 1000000007 / 1000000007.0)
{%- endmacro %}

{% macro default__uniform_hash(text) -%}
    (pmod(xxhash64({{ text }}), 1000000007) / 1000000007.0)
{%- endmacro %}
