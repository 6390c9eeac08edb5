{# The relation of a layer as it stands in the warehouse, or none. A unit test replaces `ref` by its
   fixture, while rules are always judged as they stand in their seed; hence no `ref` here. #}
{% macro built_relation(layer, name) -%}
    {{ return(adapter.get_relation(target.database, generate_schema_name(layer, none), name)) }}
{%- endmacro %}
