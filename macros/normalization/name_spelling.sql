{# A whole name as merges compare it: plain letters without spaces and hyphens, so that
   `Jean-Pierre` and `jean pierre` agree. Null where nothing is left. #}
{% macro name_spelling(name) -%}
    nullif({{ regexp_replace(name_letters(name), "[^a-z]", "") }}, '')
{%- endmacro %}
