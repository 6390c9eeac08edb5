{# A scratch table, named for the model, for what it holds and for its round. #}
{% macro contraction_table(content, round) -%}
    {{ return(adapter.dispatch('contraction_table')(content, round)) }}
{%- endmacro %}

{# Beside the model's own table. #}
{% macro default__contraction_table(content, round) -%}
    {{ return(api.Relation.create(
        database=this.database,
        schema=this.schema,
        identifier=this.identifier ~ '__' ~ content ~ '_' ~ round,
        type='table'
    )) }}
{%- endmacro %}

{# DuckDB keeps a temporary table in memory and compresses a lasting one for its file, which takes
   longer than making it. A temporary table also leaves with the run that was interrupted. #}
{% macro duckdb__contraction_table(content, round) -%}
    {{ return(api.Relation.create(
        database='temp',
        schema='main',
        identifier=this.schema ~ '__' ~ this.identifier ~ '__' ~ content ~ '_' ~ round,
        type='table'
    )) }}
{%- endmacro %}


{# Scratch tables are made outside the transaction that publishes the result, so that dropping one
   frees it at once. What an interrupted run left under the name goes first. Returns the number of
   its rows where the engine tells it, or whether there are any. #}
{% macro create_contraction_table(relation, sql) -%}
    {{ return(adapter.dispatch('create_contraction_table')(relation, sql)) }}
{%- endmacro %}

{% macro default__create_contraction_table(relation, sql) -%}
    {% do adapter.drop_relation(relation) %}
    {% call statement('contraction', auto_begin=False) -%}
        create table {{ relation }} as {{ sql }}
    {%- endcall %}
    {%- set found = run_query('select 1 as found from ' ~ relation ~ ' limit 1') -%}
    {{ return(found.rows | length) }}
{%- endmacro %}

{% macro duckdb__create_contraction_table(relation, sql) -%}
    {% call statement('contraction', fetch_result=True, auto_begin=False) -%}
        create or replace temporary table {{ relation.include(database=False, schema=False) }}
        as {{ sql }}
    {%- endcall %}
    {{ return(load_result('contraction').table.rows[0][0] | int) }}
{%- endmacro %}


{% macro drop_contraction_tables(relations) -%}
    {{ return(adapter.dispatch('drop_contraction_tables')(relations)) }}
{%- endmacro %}

{% macro default__drop_contraction_tables(relations) -%}
    {%- for relation in relations -%}
        {% do adapter.drop_relation(relation) %}
    {%- endfor -%}
{%- endmacro %}

{# All at once: on small graphs the number of statements is what counts. #}
{% macro duckdb__drop_contraction_tables(relations) -%}
    {%- if relations -%}
        {% call statement('drop_contraction', auto_begin=False) -%}
            {%- for relation in relations %}
            drop table if exists {{ relation }};
            {%- endfor %}
        {%- endcall %}
    {%- endif -%}
{%- endmacro %}
