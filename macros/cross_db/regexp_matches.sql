{# Whether a regular expression matches anywhere in a text. `pattern` is a Python string, or a
   column when `is_column` is true (rules that come from a seed). #}
{% macro regexp_matches(text, pattern, is_column=false) -%}
    {{ return(adapter.dispatch('regexp_matches')(text, pattern, is_column)) }}
{%- endmacro %}

{% macro duckdb__regexp_matches(text, pattern, is_column) -%}
    regexp_matches({{ text }}, {{ pattern if is_column else "'" ~ pattern ~ "'" }})
{%- endmacro %}

{% macro default__regexp_matches(text, pattern, is_column) -%}
    ({{ text }} rlike {{ pattern if is_column else "'" ~ (pattern | replace("\\", "\\\\")) ~ "'" }})
{%- endmacro %}
