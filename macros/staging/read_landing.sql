{# Every row of a landing table as delivered: its declared columns as text, and
   - `_source_file`, the file's path inside the landing folder,
   - `_source_row`, its place in that file (the first data row is 1),
   - `_ingested_at`, when it was delivered,
   - `_unreadable_rule` and `_unreadable_text`, for a line that could not be split into columns.
   `only` limits the reading to some of the declared columns. #}
{% macro read_landing(landing, only=none) -%}
    {%- set columns = [] -%}
    {%- for column in landing.columns if only is none or column.name in only -%}
        {%- do columns.append(column) -%}
    {%- endfor -%}
    {%- if not execute -%}
        select 1 as not_yet_known
    {%- elif landing.files is not none -%}
        {{ read_landing_files(landing, columns) }}
    {%- else -%}
        {{ read_landing_relation(landing, columns) }}
    {%- endif -%}
{%- endmacro %}

{# A landing table that is an ordinary table, with its own `_ingested_at`. A table has no row
   numbers, so rows that share a key are numbered among themselves, which no two runs can do
   differently: rows equal in every column are interchangeable. #}
{% macro read_landing_relation(landing, columns) -%}
    {%- set text = dbt.type_string() -%}
    select
        {%- for column in columns %}
        {%- set name = adapter.quote(column.name) %}
        cast({{ name }} as {{ text }}) as {{ name }},
        {%- endfor %}
        {%- if flags.EMPTY %}
        cast(null as {{ text }}) as _source_file,
        cast(null as bigint) as _source_row,
        cast(null as timestamp) as _ingested_at,
        {%- else %}
        '{{ landing.source_name }}/{{ landing.table_name }}' as _source_file,
        cast(row_number() over (
            partition by
                {%- for column in landing.columns if column.key %}
                {{ cast_landing_column(column, adapter.quote(column.name)) }},
                {%- endfor %}
                1
            order by
                {%- for column in landing.columns %}
                {{ adapter.quote(column.name) }} nulls first,
                {%- endfor %}
                _ingested_at nulls first
        ) as bigint) as _source_row,
        cast(_ingested_at as timestamp) as _ingested_at,
        {%- endif %}
        cast(null as {{ text }}) as _unreadable_rule,
        cast(null as {{ text }}) as _unreadable_text
    from {{ no_landing_rows(landing) if flags.EMPTY else landing.relation }}
{%- endmacro %}

{# `dbt build --empty` builds without any delivery: no row of every declared column. #}
{% macro no_landing_rows(landing) -%}
    (
        select
            {%- for column in landing.columns %}
            cast(null as {{ dbt.type_string() }}) as {{ adapter.quote(column.name) }}
            {%- if not loop.last %},{% endif %}
            {%- endfor %}
        where false
    ) as no_rows
{%- endmacro %}
