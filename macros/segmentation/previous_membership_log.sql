{# The log of memberships as the last run left it; empty before the first run. #}
{% macro previous_membership_log() -%}
    {%- set relation = previous_relation('int_segmentation__memberships_logged') -%}
    {%- if relation is not none -%}
    select
        change_id,
        run_number,
        customer_id,
        segment_id,
        change_type,
        definition_hash,
        occurred_at
    from {{ relation }}
    {%- else -%}
    select
        cast(null as {{ dbt.type_string() }}) as change_id,
        cast(null as bigint) as run_number,
        cast(null as {{ dbt.type_string() }}) as customer_id,
        cast(null as {{ dbt.type_string() }}) as segment_id,
        cast(null as {{ dbt.type_string() }}) as change_type,
        cast(null as {{ dbt.type_string() }}) as definition_hash,
        cast(null as timestamp) as occurred_at
    {{ 'where 1 = 0' if execute else '' }}
    {%- endif -%}
{%- endmacro %}
