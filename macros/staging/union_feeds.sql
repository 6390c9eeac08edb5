{# The rows of an input model: of every source that is switched on and lists the input in
   `vars: feeds:`, the model `<source>__<input>`. Without any, an empty relation of the same typed
   columns, so that whatever follows still builds. #}
{% macro union_feeds(input) -%}
    {%- set sources = [] -%}
    {%- for source_name, inputs in var('feeds').items()
            if input in inputs and var(source_name ~ '_enabled') -%}
        {%- do sources.append(source_name) -%}
    {%- endfor -%}
    {%- set columns = model.columns.values() | list -%}
    {%- for source_name in sources %}
    select
        {%- for column in columns %}
        {{ column.name }}{% if not loop.last %},{% endif %}
        {%- else %}
        *
        {%- endfor %}
    from {{ ref(source_name ~ '__' ~ input) }}
    {%- if not loop.last %}

    union all
    {% endif %}
    {%- else %}
    select
        {%- for column in columns %}
        cast(null as {{ column.data_type }}) as {{ column.name }}{% if not loop.last %},{% endif %}
        {%- else %}
        1 as not_yet_known
        {%- endfor %}
    {{ 'where false' if execute else '' }}
    {%- endfor %}
{%- endmacro %}
