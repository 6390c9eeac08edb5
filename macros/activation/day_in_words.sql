{# A date as people write it: 31/10/2026 in French, 2026-10-31 in English. #}
{% macro day_in_words(date, language) -%}
    {%- set iso = 'cast(' ~ date ~ ' as ' ~ dbt.type_string() ~ ')' -%}
    {%- if language == 'fr' -%}
        {{ return(dbt.concat([
            'substring(' ~ iso ~ ', 9, 2)', "'/'", 'substring(' ~ iso ~ ', 6, 2)', "'/'",
            'substring(' ~ iso ~ ', 1, 4)',
        ])) }}
    {%- endif -%}
    {{ return(iso) }}
{%- endmacro %}
