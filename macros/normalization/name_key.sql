{# A name as conflicts compare it, never as it is shown: without accents, case and what stands after
   the first word, cut to its first three letters, so that `Élodie`, `ELODIE` and `Elodie-Anne`
   agree. Null where nothing is left. #}
{% macro name_key(name) -%}
    nullif(
        substring({{ regexp_extract(name_letters(name), "^([a-z]*)", 1) }}, 1, 3),
        ''
    )
{%- endmacro %}
