{#
Applies `moved` to the model's table: each of its rows replaces the row of its `vertex_id`, or takes
it away where `component_id` is null. Returns a relation to drop after the commit, or none.
#}
{% macro apply_component_changes(target_relation, moved) -%}
    {{ return(adapter.dispatch('apply_component_changes')(target_relation, moved)) }}
{%- endmacro %}

{# Any database: the table is written anew and renamed over. #}
{% macro default__apply_component_changes(target_relation, moved) -%}
    {%- set sql -%}
        select components.vertex_id, components.component_id
        from {{ target_relation }} as components
        left join {{ moved }} as moved
            on components.vertex_id = moved.vertex_id
        where moved.vertex_id is null
        union all
        select vertex_id, component_id
        from {{ moved }}
        where component_id is not null
    {%- endset -%}
    {%- set intermediate = aside_components(target_relation) -%}
    {% call statement('main') -%}
        {{ create_table_as(False, intermediate, sql) }}
    {%- endcall %}
    {{ return(publish_components(target_relation, target_relation, intermediate)) }}
{%- endmacro %}

{# In place; both statements stand in the transaction that dbt commits at the end of the model. #}
{% macro duckdb__apply_component_changes(target_relation, moved) -%}
    {% call statement('delete_moved') -%}
        delete from {{ target_relation }}
        where vertex_id in (select vertex_id from {{ moved }})
    {%- endcall %}
    {% call statement('main') -%}
        insert into {{ target_relation }} (vertex_id, component_id)
        select vertex_id, component_id from {{ moved }} where component_id is not null
    {%- endcall %}
    {{ return(none) }}
{%- endmacro %}
