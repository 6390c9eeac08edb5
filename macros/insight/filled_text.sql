{# A text with its places in braces filled in; nothing stands where a value is not known. #}
{% macro filled_text(text, places) -%}
    {%- set filled = namespace(text=text) -%}
    {%- for place, value in places.items() -%}
        {%- set filled.text = "replace(" ~ filled.text ~ ", '{" ~ place ~ "}', coalesce("
            ~ value ~ ", ''))" -%}
    {%- endfor -%}
    {{ return(filled.text) }}
{%- endmacro %}

{# A share as whole percents in words. #}
{% macro percent_text(share) -%}
    {{ return('cast(cast(round(100 * ' ~ share ~ ') as integer) as ' ~ dbt.type_string() ~ ')') }}
{%- endmacro %}
