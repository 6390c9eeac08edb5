{# The time of the newest delivery, as text: the moment from which retention is counted back where
   the run names none. #}
{% macro newest_delivery(landing) -%}
    {{ return(adapter.dispatch('newest_delivery')(landing)) }}
{%- endmacro %}

{# Where the landing is made of tables, that of the table itself. #}
{% macro default__newest_delivery(landing) -%}
    {{ return(run_query('select max(_ingested_at) from ' ~ landing.relation).rows[0][0]) }}
{%- endmacro %}

{# Where it is made of files, the newest of all that are named by their delivery date. #}
{% macro duckdb__newest_delivery(landing) -%}
    {%- if landing.files is none -%}
        {{ return(default__newest_delivery(landing)) }}
    {%- endif -%}
    {{ return(run_query(
        "select max(regexp_extract(file, '/([0-9]{4}-[0-9]{2}-[0-9]{2})[^/]*$', 1)) from glob('"
        ~ landing_folder() ~ "/*/*/*')"
    ).rows[0][0]) }}
{%- endmacro %}
