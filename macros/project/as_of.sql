{# The moment the run describes, as a UTC timestamp expression. Models never read the clock, so a
   build can be repeated, back-filled and tested: `dbt build --vars '{as_of: 2026-10-31T00:00:00}'`.
   By default it is the newest ingestion time of the input layer. #}
{% macro as_of() -%}
    {%- if var('as_of') -%}
        cast('{{ var("as_of") }}' as timestamp)
    {%- else -%}
        (select run_clock.as_of_at from {{ ref('run_clock') }} as run_clock)
    {%- endif -%}
{%- endmacro %}
