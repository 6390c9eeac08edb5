{# The column names of the delivered CSV files, taken from the first line as text: letting the
   reader detect them would also make it judge the content. #}
{% macro read_csv_headers(landing, files) -%}
    {%- set queries = [] -%}
    {%- for file in files if file.format == 'csv' -%}
        {%- do queries.append(
            "from (select '" ~ file.name ~ "', line from "
            ~ landing_line_reader(file, 'ignore_errors = true') ~ " limit 1)"
        ) -%}
    {%- endfor -%}
    {%- set headers = {} -%}
    {%- if queries -%}
        {%- for name, line in run_query(queries | join(' union all ')).rows -%}
            {%- do headers.update({name: line}) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- for file in files if file.format == 'csv' -%}
        {%- if not headers.get(file.name) -%}
            {%- do raise_landing_error(
                landing, file.name, 'empty_file',
                'a CSV file starts with a header line, and this one is empty.'
            ) -%}
        {%- endif -%}
        {%- for name in headers[file.name].split(',') -%}
            {%- do file.columns.update({name.strip().replace('"', ''): 'VARCHAR'}) -%}
        {%- endfor -%}
        {%- do check_columns_delivered(landing, file) -%}
    {%- endfor -%}
{%- endmacro %}

{# Stops the build where a file lacks a declared column that is not marked optional. #}
{% macro check_columns_delivered(landing, file) -%}
    {%- set contract = 'models/staging/' ~ landing.source_name ~ '/_' ~ landing.source_name
        ~ '__sources.yml' -%}
    {%- for column in landing.columns
            if column.name not in file.columns and not column.optional -%}
        {%- do raise_landing_error(
            landing, file.name, 'missing_column',
            "the file has no column '" ~ column.name ~ "'. Deliver it, or mark the column optional "
            ~ 'in ' ~ contract ~ '.'
        ) -%}
    {%- endfor -%}
{%- endmacro %}
