{# A dotted path as a JSONPath, each name quoted so that spaces, `$` and hyphens need no care. #}
{% macro json_path(path) -%}
    $
    {%- for name in path.split('.') -%}
    ."{{ name }}"
    {%- endfor -%}
{%- endmacro %}
