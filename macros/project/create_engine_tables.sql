{# Creates the Python-owned tables empty, so that `dbt build` alone is green on a fresh clone.
   Dagster assets fill them; dbt models read them as sources. Their columns are those of the source
   `engine` in YAML; a table of an earlier release gains the columns that it lacks. #}
{% macro create_engine_tables() -%}
    {%- if execute and flags.WHICH in ('build', 'run', 'test', 'seed', 'snapshot') -%}
        {% do run_query('create schema if not exists ' ~ engine_schema()) %}
        {% do run_query(create_engine_record_tombstones()) %}
        {% do run_query(create_engine_identifier_tombstones()) %}
        {%- for table in graph.sources.values() if table.source_name == 'engine' -%}
            {% do create_engine_table(table.identifier, table.columns.values() | list) %}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}

{% macro engine_schema() -%}
    {{ return(generate_schema_name('engine', none)) }}
{%- endmacro %}

{# Nothing is looked up before it is made: a look opens a transaction that nobody commits. #}
{% macro create_engine_table(name, columns) -%}
    {%- set table = engine_schema() ~ '.' ~ name -%}
    {%- set definitions = [] -%}
    {%- for column in columns -%}
        {%- set type = api.Column.translate_type(column.data_type) -%}
        {%- do definitions.append(column.name ~ ' ' ~ type) -%}
    {%- endfor -%}
    {%- set columns_sql = definitions | join(', ') -%}
    {% do run_query('create table if not exists ' ~ table ~ ' (' ~ columns_sql ~ ')') %}
    {%- for definition in definitions -%}
        {% do run_query(add_column_if_missing(table, definition)) %}
    {%- endfor -%}
{%- endmacro %}

{# What keeps the records of erased people out of staging: keyed hashes of the records' names. With
   a column, the record is somebody else's, and only that cell of it is kept out. #}
{% macro create_engine_record_tombstones() -%}
    create table if not exists {{ engine_schema() }}.record_tombstones (
        source_name {{ dbt.type_string() }},
        table_name {{ dbt.type_string() }},
        column_name {{ dbt.type_string() }},
        record_hash {{ dbt.type_string() }},
        erased_at timestamp,
        reason {{ dbt.type_string() }}
    )
{%- endmacro %}

{# What keeps their identifiers from tying anything, where they come back in another record. #}
{% macro create_engine_identifier_tombstones() -%}
    create table if not exists {{ engine_schema() }}.identifier_tombstones (
        identifier_hash {{ dbt.type_string() }},
        erased_at timestamp
    )
{%- endmacro %}
