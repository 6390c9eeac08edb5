{# The schema is the layer's own name (staging, identity, marts, ...), so that a reader of the
   warehouse sees the layers. A target schema other than the default is a developer's sandbox and
   stays in front: `dbt build --target dev` with schema `anna` gives `anna_marts`. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {%- set is_sandbox = target.schema not in ('main', 'default') -%}
    {%- if custom_schema_name is none -%}
        {{ target.schema }}
    {%- elif is_sandbox -%}
        {{ target.schema }}_{{ custom_schema_name | trim }}
    {%- else -%}
        {{ custom_schema_name | trim }}
    {%- endif -%}
{%- endmacro %}
