{# The columns a landing table declares in its `_<source>__sources.yml`, as a list of dictionaries:
   name, type, and what `config.meta` says of it (key, optional, required, required_unless, format,
   event_time, accepted_values, range, fields). This YAML is the contract with whoever delivers. #}
{% macro landing_columns(source_name, table_name) -%}
    {%- set columns = [] -%}
    {%- for node in graph.sources.values()
            if node.source_name == source_name and node.name == table_name -%}
        {%- for column in node.columns.values() -%}
            {%- set properties = {'name': column.name, 'type': column.data_type or 'text'} -%}
            {%- do properties.update(column.config.meta or {}) -%}
            {%- do columns.append(properties) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(columns) }}
{%- endmacro %}
