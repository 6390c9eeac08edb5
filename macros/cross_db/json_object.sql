{# A JSON object, as text, of named expressions: `json_object({'city': 'place.city'})`. #}
{% macro json_object(members) -%}
    {{ return(adapter.dispatch('json_object')(members)) }}
{%- endmacro %}

{% macro duckdb__json_object(members) -%}
    cast(json_object(
        {%- for name, expression in members.items() %}
        '{{ name }}', {{ expression }}{% if not loop.last %},{% endif %}
        {%- endfor %}
    ) as varchar)
{%- endmacro %}

{% macro default__json_object(members) -%}
    to_json(named_struct(
        {%- for name, expression in members.items() %}
        '{{ name }}', {{ expression }}{% if not loop.last %},{% endif %}
        {%- endfor %}
    ))
{%- endmacro %}
