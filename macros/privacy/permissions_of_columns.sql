{# For each column of an exported model that needs any permission: the columns of `customers` that
   must all be true where it has a value. A claim checks the built table against it. #}
{% macro permissions_of_columns(model_name) -%}
    {%- set found = {} -%}
    {%- for node in (graph.nodes.values() if execute else [])
            if node.resource_type == 'model' and node.name == model_name -%}
        {%- for column_name in node.columns -%}
            {%- set permissions = needed_permissions(model_name, column_name) -%}
            {%- if permissions -%}
                {%- do found.update({column_name: permissions}) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}
