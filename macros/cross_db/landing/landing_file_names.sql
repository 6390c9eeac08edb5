{# The format a file's name states. #}
{% macro landing_file_format(landing, name) -%}
    {%- set extension = (name | lower).removesuffix('.gz').split('.') | last -%}
    {%- if extension not in ('csv', 'jsonl', 'parquet') -%}
        {%- do raise_landing_error(
            landing, name, 'unknown_format',
            'the name must end in .parquet, .csv, .csv.gz, .jsonl or .jsonl.gz.'
        ) -%}
    {%- endif -%}
    {{ return(extension) }}
{%- endmacro %}

{# The delivery time a file's name states: `2026-10-29__shop-7.csv` was delivered on 29 October 2026
   at 00:00 UTC, and `2026-10-29T0630Z.csv` at 06:30 UTC. #}
{% macro landing_file_ingested_at(landing, name) -%}
    {%- set date = '([0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))' -%}
    {%- set time = '(?:T([01][0-9]|2[0-3])([0-5][0-9])Z)?' -%}
    {%- set match = modules.re.match(date ~ time ~ '(?:__[^.]*)?[.]', name.split('/') | last) -%}
    {%- if not match -%}
        {%- do raise_landing_error(
            landing, name, 'no_delivery_date',
            'the name must start with its delivery date, YYYY-MM-DD or YYYY-MM-DDTHHMMZ.'
        ) -%}
    {%- endif -%}
    {{ return(
        match.group(1) ~ ' ' ~ (match.group(2) or '00') ~ ':' ~ (match.group(3) or '00') ~ ':00'
    ) }}
{%- endmacro %}
