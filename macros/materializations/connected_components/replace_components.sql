{# Where the table is made before it takes the model's name. #}
{% macro aside_components(target_relation) -%}
    {%- set intermediate = make_intermediate_relation(target_relation) -%}
    {% do drop_relation_if_exists(load_cached_relation(intermediate)) %}
    {{ return(intermediate) }}
{%- endmacro %}

{#
Publishes the table `intermediate` as the model's: it is renamed in one transaction, so that an
interrupted run leaves the former table. Returns the relation to drop after the commit, or none.
#}
{% macro publish_components(target_relation, existing_relation, intermediate) -%}
    {%- set former_type = 'table' if existing_relation is none else existing_relation.type -%}
    {%- set former = make_backup_relation(target_relation, former_type) -%}
    {% do drop_relation_if_exists(load_cached_relation(former)) %}
    {%- if existing_relation is not none -%}
        {% do adapter.rename_relation(existing_relation, former) %}
    {%- endif -%}
    {% do adapter.rename_relation(intermediate, target_relation) %}
    {{ return(none if existing_relation is none else former) }}
{%- endmacro %}
