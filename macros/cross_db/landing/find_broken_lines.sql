{# Reads the text files once before the build does, to find the lines that no reader can split: too
   many or too few cells, a quote never closed, more than 8 MiB. They are kept in a temporary table
   with their text, to become rejected rows, and their places are noted in each file's
   `broken_rows`. Text that is not UTF-8 stops the build: the rest of such a file is probably wrong
   as well, without showing it. #}
{% macro find_broken_lines(landing, files) -%}
    {%- set errors = broken_lines_table(landing) -%}
    {%- set scans = [] -%}
    {%- for file in files if file.format in ('csv', 'jsonl') -%}
        {#- Hashing the row makes the reader decode every cell. -#}
        {%- do scans.append(
            'select bit_xor(hash(landing)) from ' ~ landing_reader(file,
                "store_rejects = true, rejects_limit = 1001, rejects_table = '" ~ errors
                ~ "', rejects_scan = '" ~ errors ~ "_files'"
            ) ~ ' as landing'
        ) -%}
    {%- endfor -%}
    {%- if scans and flags.WHICH in ('build', 'run') -%}
        {%- do run_query(
            'drop table if exists temp.' ~ errors
            ~ '; drop table if exists temp.' ~ errors ~ '_files'
        ) -%}
        {%- do run_query(scans | join(' union all ')) -%}
        {%- set rows = run_query(
            'select file_path, line, min(error_type) from ' ~ broken_lines_from(landing)
            ~ ' group by file_path, line order by file_path, line'
        ).rows -%}
        {%- for file in files -%}
            {%- for path, line, error in rows if path == file.path -%}
                {%- do check_broken_line(landing, file, line, error) -%}
                {%- do file.broken_rows.append(line - header_lines(file)) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}

{% macro check_broken_line(landing, file, line, error) -%}
    {%- if error == 'INVALID ENCODING' -%}
        {%- do raise_landing_error(
            landing, file.name, 'not_utf8',
            'line ' ~ line ~ ' is not UTF-8 text. Convert the file to UTF-8.'
        ) -%}
    {%- elif file.broken_rows | length == 1000 -%}
        {%- do raise_landing_error(
            landing, file.name, 'malformed_file',
            'more than 1,000 lines do not split into the columns of the header (line '
            ~ line ~ ' is one). Commas must separate, and double quotes enclose.'
        ) -%}
    {%- endif -%}
{%- endmacro %}

{% macro broken_lines_table(landing) -%}
    {{ return('broken_lines__' ~ landing.source_name ~ '__' ~ landing.table_name) }}
{%- endmacro %}

{% macro broken_lines_from(landing) -%}
    {%- set errors = 'temp.' ~ broken_lines_table(landing) -%}
    {{ return(
        errors ~ ' as errors inner join ' ~ errors ~ '_files as files using (scan_id, file_id)'
    ) }}
{%- endmacro %}

{% macro header_lines(file) -%}
    {{ return(1 if file.format == 'csv' else 0) }}
{%- endmacro %}
