{# Creates the Python-owned tables empty, so that `dbt build` alone is green on a fresh clone.
   Dagster assets fill them; dbt models read them as sources. #}
{% macro create_engine_tables() -%}
    {%- if execute and flags.WHICH in ('build', 'run', 'test', 'seed', 'snapshot') -%}
        {% do run_query('create schema if not exists ' ~ engine_schema()) %}
        {% do run_query(create_engine_next_questions()) %}
        {% do run_query(create_engine_record_tombstones()) %}
        {% do run_query(create_engine_identifier_tombstones()) %}
    {%- endif -%}
{%- endmacro %}

{% macro engine_schema() -%}
    {{ return(generate_schema_name('engine', none)) }}
{%- endmacro %}

{% macro create_engine_next_questions() -%}
    create table if not exists {{ engine_schema() }}.next_questions (
        customer_id {{ dbt.type_string() }},
        question_id {{ dbt.type_string() }},
        rank integer,
        channel {{ dbt.type_string() }},
        context {{ dbt.type_string() }},
        expected_value double,
        answer_probability double,
        reason {{ dbt.type_string() }},
        blocked_rule {{ dbt.type_string() }},
        computed_at timestamp
    )
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
