{#
Publishes what `sql` selects as the model's table: made aside, then renamed over in one transaction,
so that an interrupted run leaves the former table. Returns the relation to drop after the commit.
#}
{% macro replace_components(target_relation, existing_relation, sql) -%}
    {%- set intermediate = make_intermediate_relation(target_relation) -%}
    {% do drop_relation_if_exists(load_cached_relation(intermediate)) %}
    {%- set former_type = 'table' if existing_relation is none else existing_relation.type -%}
    {%- set former = make_backup_relation(target_relation, former_type) -%}
    {% do drop_relation_if_exists(load_cached_relation(former)) %}
    {% call statement('main') -%}
        {{ create_table_as(False, intermediate, sql) }}
    {%- endcall %}
    {%- if existing_relation is not none -%}
        {% do adapter.rename_relation(existing_relation, former) %}
    {%- endif -%}
    {% do adapter.rename_relation(intermediate, target_relation) %}
    {{ return(none if existing_relation is none else former) }}
{%- endmacro %}
