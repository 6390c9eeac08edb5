{# What the last run knew of who holds which identifier: `identifier_hash`, `customer_id`,
   `known_from_at`. Empty before the first run. #}
{% macro previous_crosswalk() -%}
    {%- set relation = previous_relation('int_identity__crosswalk_history') -%}
    {%- if relation is not none -%}
    select
        identifier_hash,
        customer_id,
        min(known_from_at) as known_from_at
    from {{ relation }}
    where known_to_at = cast('9999-12-31' as timestamp)
    group by identifier_hash, customer_id
    {%- else -%}
    select
        cast(null as {{ dbt.type_string() }}) as identifier_hash,
        cast(null as {{ dbt.type_string() }}) as customer_id,
        cast(null as timestamp) as known_from_at
    {{ 'where 1 = 0' if execute else '' }}
    {%- endif -%}
{%- endmacro %}
