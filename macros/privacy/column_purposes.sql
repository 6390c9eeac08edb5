{# The purposes that a model's column declares in its YAML (`config: {meta: {purposes: [...]}}`).
   Declaring none is an error that names the column: a use that nobody stated is not allowed. #}
{% macro column_purposes(model_name, column_name) -%}
    {%- for node in graph.nodes.values()
            if node.resource_type == 'model' and node.name == model_name
            and column_name in node.columns -%}
        {%- set purposes = node.columns[column_name].config.meta.purposes -%}
        {%- if purposes -%}
            {{ return(purposes) }}
        {%- endif -%}
    {%- endfor -%}
    {{ exceptions.raise_compiler_error(
        'The column ' ~ model_name ~ '.' ~ column_name ~ ' declares no purposes, so nothing may be '
        ~ 'done with it: add config.meta.purposes to it in the YAML of ' ~ model_name ~ '.'
    ) }}
{%- endmacro %}
