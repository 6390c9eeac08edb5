{# Name letters (see name_letters) as conflicts compare them, never as they are shown: the
   first three of the first word, so that `Élodie`, `ELODIE` and `Elodie-Anne` agree. Null
   where nothing is left. #}
{% macro name_key(letters) -%}
    nullif(substring({{ regexp_extract(letters, "^([a-z]*)", 1) }}, 1, 3), '')
{%- endmacro %}
