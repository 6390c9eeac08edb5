{# A text expression: a template of a row, with each `{name}` replaced by the row's own value. A
   value that is not known leaves its place empty. #}
{% macro words_filled_in(template, values) -%}
    {%- set filled = namespace(text=template) -%}
    {%- for name, value in values.items() -%}
        {%- set filled.text = 'replace(' ~ filled.text ~ ", '{" ~ name ~ "}', coalesce(cast("
            ~ value ~ ' as ' ~ dbt.type_string() ~ "), ''))" -%}
    {%- endfor -%}
    {{ return(filled.text) }}
{%- endmacro %}
