{# Name letters (see name_letters) as merges compare them: without spaces and hyphens, so that
   `Jean-Pierre` and `jean pierre` agree. Null where nothing is left. #}
{% macro name_spelling(letters) -%}
    nullif({{ regexp_replace(letters, "[^a-z]", "") }}, '')
{%- endmacro %}
