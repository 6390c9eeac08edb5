{# The reader of a delivered file. `options` are those that differ between its uses. #}
{% macro landing_reader(file, options) -%}
    {%- if file.format == 'csv' -%}
        {%- set types = [] -%}
        {%- for name in file.columns -%}
            {%- do types.append('"' ~ name ~ '": \'VARCHAR\'') -%}
        {%- endfor -%}
        {{ return(
            "read_csv('" ~ file.path ~ "', auto_detect = false, header = true, delim = ',', "
            ~ "quote = '\"', escape = '\"', max_line_size = 8388608, columns = {"
            ~ types | join(', ') ~ "}, " ~ options ~ ")"
        ) }}
    {%- elif file.format == 'jsonl' -%}
        {{ return(landing_line_reader(file, options)) }}
    {%- else -%}
        {{ return(
            "read_parquet('" ~ file.path ~ "', file_row_number = true, binary_as_string = true)"
        ) }}
    {%- endif -%}
{%- endmacro %}

{# The lines of a text file: a CSV reader without quotes, and with a delimiter (U+0001) that neither
   a CSV header nor a JSON text may contain. #}
{% macro landing_line_reader(file, options) -%}
    {{ return(
        "read_csv('" ~ file.path ~ "', auto_detect = false, header = false, delim = chr(1), "
        ~ "quote = '', escape = '', max_line_size = 8388608, columns = {line: 'VARCHAR'}, "
        ~ options ~ ")"
    ) }}
{%- endmacro %}
