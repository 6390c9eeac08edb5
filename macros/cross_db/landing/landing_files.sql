{# The files delivered for a landing table, each ready to be read; none where the engine reads its
   landing from ordinary tables. #}
{% macro landing_files(landing) -%}
    {{ return(adapter.dispatch('landing_files')(landing)) }}
{%- endmacro %}

{% macro default__landing_files(landing) -%}
    {{ return(none) }}
{%- endmacro %}

{# DuckDB reads the folder in place. Each file is a dictionary: path, name (inside the landing
   folder), format (csv, jsonl, parquet), ingested_at, columns (name to type as delivered) and
   broken_rows (the places of lines that no reader can split). #}
{% macro duckdb__landing_files(landing) -%}
    {%- set folder = landing_folder() -%}
    {%- set table_folder = landing.source_name ~ '/' ~ landing.table_name -%}
    {%- set paths = run_query(
        "select file from glob('" ~ folder ~ "/" ~ table_folder ~ "/*') order by file"
    ).rows | map(attribute=0) -%}
    {%- set files = [] -%}
    {%- for path in paths -%}
        {%- set base_name = path.replace('\\', '/').split('/') | last -%}
        {%- set name = table_folder ~ '/' ~ base_name -%}
        {%- if not base_name.startswith(('.', '_')) -%}
            {%- do files.append({
                'path': path,
                'name': name,
                'format': landing_file_format(landing, name),
                'ingested_at': landing_file_ingested_at(landing, name),
                'columns': {},
                'broken_rows': [],
            }) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if not files -%}
        {%- do raise_landing_error(
            landing, table_folder ~ '/', 'no_files',
            "the folder is absent or holds no files under SCV_LANDING = '" ~ folder
            ~ "'. Deliver the table there (a header alone says that you have none), or switch "
            ~ 'the source off with the variable ' ~ landing.source_name ~ '_enabled: false.'
        ) -%}
    {%- endif -%}
    {%- do read_csv_headers(landing, files) -%}
    {%- do read_parquet_schemas(landing, files) -%}
    {%- do find_broken_lines(landing, files) -%}
    {{ return(files) }}
{%- endmacro %}

{# The folder of the raw extracts: `SCV_LANDING`, by default the demo retailer's. #}
{% macro landing_folder() -%}
    {{ return(env_var('SCV_LANDING', 'seeds/landing').rstrip('/')) }}
{%- endmacro %}

{# Stops the build with one sentence that names the source, the table, the file and the rule. #}
{% macro raise_landing_error(landing, file_name, rule, sentence) -%}
    {{ exceptions.raise_compiler_error(
        "Landing error (rule " ~ rule ~ ") in source '" ~ landing.source_name ~ "', table '"
        ~ landing.table_name ~ "', file '" ~ file_name ~ "': " ~ sentence
    ) }}
{%- endmacro %}
