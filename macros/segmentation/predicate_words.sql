{# What a predicate may be written with, beside facts, numbers and texts. The dry run holds changed
   rules to the same lists; a test keeps both in step. #}
{% macro predicate_keywords() -%}
    {{ return([
        'and', 'or', 'not', 'in', 'is', 'null', 'between', 'like', 'true', 'false', 'case', 'when',
        'then', 'else', 'end', 'as', 'date', 'integer', 'double',
    ]) }}
{%- endmacro %}

{% macro predicate_functions() -%}
    {{ return(['abs', 'cast', 'coalesce', 'lower', 'nullif', 'upper']) }}
{%- endmacro %}
