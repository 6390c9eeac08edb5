{# The rows of a landing relation with their columns cast, the fields picked out of their JSON
   columns (`<column>__<field>`), and `_problem`, the first rule a row breaks. `_raw_record` is the
   row as delivered, as JSON: of broken rows only, unless asked for. #}
{% macro typed_landing(relation, landing, keep_every_raw_record=false) -%}
    select
        landing_row._source_file,
        landing_row._source_row,
        landing_row.ingested_at,
        landing_row._problem,
        {{ landing_fields(landing, 'landing_row') }}
        {%- if keep_every_raw_record %}
        {{ landing_raw_record(landing.columns) }} as _raw_record
        {%- else %}
        case
            when landing_row._problem is not null then {{ landing_raw_record(landing.columns) }}
        end as _raw_record
        {%- endif %}
    from (
        select
            landing_row.*,
            {{ landing_problem(landing.columns) }} as _problem
        from (
            select
                {%- for column in landing.columns %}
                {%- set name = adapter.quote(column.name) %}
                {%- set raw = 'landing_text.' ~ adapter.quote('_raw_' ~ column.name) %}
                {%- if column.fields %}
                {{ json_values(raw, column.fields) }} as {{ landing_field_list(column) }},
                {%- endif %}
                {{ cast_landing_column(column, raw) }} as {{ name }},
                {%- endfor %}
                landing_text.*
            from (
                select
                    {%- for column in landing.columns %}
                    nullif({{ adapter.quote(column.name) }}, '')
                        as {{ adapter.quote('_raw_' ~ column.name) }},
                    {%- endfor %}
                    _source_file,
                    _source_row,
                    _ingested_at as ingested_at,
                    _unreadable_rule,
                    _unreadable_text
                from {{ relation }}
            ) as landing_text
        ) as landing_row
    ) as landing_row
{%- endmacro %}

{# The declared columns, and after each JSON column the fields picked out of it. #}
{% macro landing_fields(landing, relation) -%}
    {%- for column in landing.columns %}
        {{ relation }}.{{ adapter.quote(column.name) }},
        {%- for field in column.fields or [] %}
        {{ list_item(relation ~ '.' ~ landing_field_list(column), loop.index) }}
            as {{ landing_field_name(column, field) }},
        {%- endfor %}
    {%- endfor %}
{%- endmacro %}

{% macro landing_field_list(column) -%}
    {{ return(adapter.quote('_fields_' ~ column.name)) }}
{%- endmacro %}

{% macro landing_field_name(column, field) -%}
    {{ return(adapter.quote(column.name ~ '__' ~ field.replace('.', '_'))) }}
{%- endmacro %}

{% macro landing_raw_record(columns) -%}
    {%- set members = {} -%}
    {%- for column in columns -%}
        {%- do members.update({
            column.name: 'landing_row.' ~ adapter.quote('_raw_' ~ column.name)
        }) -%}
    {%- endfor -%}
    case
        when landing_row._unreadable_text is not null
            then {{ json_object({'unreadable_line': 'landing_row._unreadable_text'}) }}
        else {{ json_object(members or {'none': 'null'}) }}
    end
{%- endmacro %}
