{# The columns of the delivered Parquet files. #}
{% macro read_parquet_schemas(landing, files) -%}
    {%- do check_parquet_is_whole(landing, files) -%}
    {%- for file in files if file.format == 'parquet' -%}
        {%- for row in run_query('describe select * from ' ~ landing_reader(file, '')).rows -%}
            {%- do file.columns.update({row[0]: row[1]}) -%}
        {%- endfor -%}
        {%- do check_columns_delivered(landing, file) -%}
    {%- endfor -%}
{%- endmacro %}

{# Parquet begins and ends with the four bytes PAR1, and a transfer cut short has lost the last. A
   file has to be read whole to see them, so above 64 MiB this is left to the reader's own error. #}
{% macro check_parquet_is_whole(landing, files) -%}
    {%- set paths = [] -%}
    {%- for file in files if file.format == 'parquet' -%}
        {%- do paths.append("'" ~ file.path ~ "'") -%}
    {%- endfor -%}
    {%- if paths -%}
        {%- set small = run_query(
            'select filename from read_blob([' ~ paths | join(', ') ~ ']) where size <= 67108864'
        ).rows | map(attribute=0) | list -%}
        {%- for file in files if file.path in small -%}
            {%- set is_whole = run_query(
                "select size >= 12 and content[1:4] = 'PAR1'::blob "
                ~ "and content[size - 3:size] = 'PAR1'::blob from read_blob('" ~ file.path ~ "')"
            ).rows[0][0] -%}
            {%- if not is_whole -%}
                {%- do raise_landing_error(
                    landing, file.name, 'unreadable_parquet',
                    'it is no complete Parquet file (a transfer cut short?). Deliver it again.'
                ) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}
