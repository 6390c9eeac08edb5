{# The columns of `customers` that must all be true before a column's value may leave the house: one
   for each of its purposes that a customer decides on. Whoever receives the value could use it for
   any purpose it is declared for, so the strictest counts, not the most convenient. #}
{% macro needed_permissions(model_name, column_name) -%}
    {%- set purposes = column_purposes(model_name, column_name) -%}
    {%- set known = {} -%}
    {%- for row in rule_rows('processing_purposes') -%}
        {%- do known.update({row.purpose: row}) -%}
    {%- endfor -%}
    {%- set permissions = [] -%}
    {%- set leaving = [] -%}
    {%- for purpose in purposes if known -%}
        {%- if purpose not in known -%}
            {{ exceptions.raise_compiler_error(
                'The column ' ~ model_name ~ '.' ~ column_name ~ ' declares the purpose ' ~ purpose
                ~ ', which seeds/rules/processing_purposes.csv does not know.'
            ) }}
        {%- endif -%}
        {%- if known[purpose].permission_level == 'never' -%}
            {%- do permissions.append('never') -%}
        {%- elif known[purpose].needs_permission -%}
            {%- do permissions.append(known[purpose].needs_permission) -%}
        {%- endif -%}
        {%- if known[purpose].leaves_the_house -%}
            {%- do leaving.append(purpose) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if known and not leaving -%}
        {{ exceptions.raise_compiler_error(
            'The column ' ~ model_name ~ '.' ~ column_name ~ ' may not leave the house: it is '
            ~ 'declared for ' ~ purposes | join(', ') ~ ' only.'
        ) }}
    {%- endif -%}
    {#- Compiled before the seed is loaded, as by a linter: nothing is known, so nothing leaves. -#}
    {%- if not known -%}
        {%- do permissions.append('never') -%}
    {%- endif -%}
    {{ return(permissions | unique | list) }}
{%- endmacro %}
