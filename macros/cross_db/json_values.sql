{# Several members of a JSON text, read in one pass: a list of texts in the order of `paths`
   (dotted, such as `page.path`), null where a member is absent or JSON null, nested values as
   JSON text. The whole list is null where the text is not valid JSON, so one reading both
   extracts and validates. Take its items with list_item(). #}
{% macro json_values(json, paths) -%}
    {{ return(adapter.dispatch('json_values')(json, paths)) }}
{%- endmacro %}

{% macro duckdb__json_values(json, paths) -%}
    try(json_extract_string({{ json }}, [
        {%- for path in paths -%}
        '{{ json_path(path) }}'{% if not loop.last %}, {% endif %}
        {%- endfor -%}
    ]))
{%- endmacro %}

{% macro default__json_values(json, paths) -%}
    case
        when {{ json_is_valid(json) }}
            then array(
                {%- for path in paths -%}
                {{ json_value(json, path) }}{% if not loop.last %}, {% endif %}
                {%- endfor -%}
            )
    end
{%- endmacro %}
