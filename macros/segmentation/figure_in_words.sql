{# A count or a share as people write it: `36.9%`, in French `36,9 %`. The share may be null. #}
{% macro figure_in_words(figure, unit, language) -%}
    {%- set percent = "cast(cast(100 * " ~ figure ~ " as decimal(18, 1)) as "
        ~ dbt.type_string() ~ ")" -%}
    coalesce(
        case
            when {{ unit }} = 'percent' then
                {{ "replace(" ~ percent ~ ", '.', ',') || ' %'" if language == 'fr'
                    else percent ~ " || '%'" }}
            else cast(cast({{ figure }} as bigint) as {{ dbt.type_string() }})
        end,
        {{ "'inconnu'" if language == 'fr' else "'unknown'" }}
    )
{%- endmacro %}
