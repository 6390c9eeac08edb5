{# A column for a model that hands data on: its value where the person permits what the column's
   YAML says it is for, null where they do not. `relation` is its name in the query where that
   differs from the model's; the query must also hold `customers`, which carries the permissions. #}
{% macro permitted(model_name, column_name, relation=none) -%}
    {%- set value = (relation or model_name) ~ '.' ~ column_name -%}
    {%- if not execute -%}
        {{ return(value) }}
    {%- endif -%}
    {%- set permissions = needed_permissions(model_name, column_name) -%}
    {%- if not permissions -%}
        {{ return(value) }}
    {%- endif -%}
    {%- if 'never' in permissions -%}
        {{ return('case when false then ' ~ value ~ ' end') }}
    {%- endif -%}
    {{ return(
        'case when customers.' ~ permissions | join(' and customers.') ~ ' then ' ~ value ~ ' end'
    ) }}
{%- endmacro %}
