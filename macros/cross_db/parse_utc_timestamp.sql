{# An ISO 8601 text as a UTC timestamp without zone: an offset is applied, a text without one is
   taken to be UTC already, and a text that is no time gives null. #}
{% macro parse_utc_timestamp(text) -%}
    {{ return(adapter.dispatch('parse_utc_timestamp')(text)) }}
{%- endmacro %}

{# Casting straight to `timestamp` would drop the offset without a word. #}
{% macro duckdb__parse_utc_timestamp(text) -%}
    (try_cast({{ text }} as timestamp with time zone) at time zone 'UTC')
{%- endmacro %}

{# Spark applies the offset itself and, with its session time zone at UTC, answers in UTC. #}
{% macro default__parse_utc_timestamp(text) -%}
    try_cast({{ text }} as timestamp)
{%- endmacro %}
