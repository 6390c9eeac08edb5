{# The log of identity events as the last run left it; empty before the first run. #}
{% macro previous_identity_log() -%}
    {%- set relation = previous_relation('int_identity__customer_events') -%}
    {%- if relation is not none -%}
    select
        event_id,
        run_number,
        customer_id,
        event_type,
        other_customer_id,
        anchor_hash,
        anchor_ingested_at,
        anchor_seen_at,
        occurred_at
    from {{ relation }}
    {%- else -%}
    select
        cast(null as {{ dbt.type_string() }}) as event_id,
        cast(null as bigint) as run_number,
        cast(null as {{ dbt.type_string() }}) as customer_id,
        cast(null as {{ dbt.type_string() }}) as event_type,
        cast(null as {{ dbt.type_string() }}) as other_customer_id,
        cast(null as {{ dbt.type_string() }}) as anchor_hash,
        cast(null as timestamp) as anchor_ingested_at,
        cast(null as timestamp) as anchor_seen_at,
        cast(null as timestamp) as occurred_at
    {{ 'where 1 = 0' if execute else '' }}
    {%- endif -%}
{%- endmacro %}
