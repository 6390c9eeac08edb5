{# How the last run had each segment defined: `segment_id`, `definition_hash`, `is_in_force`,
   `run_at`; empty before the first run. #}
{% macro previous_segment_runs() -%}
    {%- set relation = previous_relation('int_segmentation__segment_runs') -%}
    {%- if relation is not none -%}
    select
        segment_id,
        definition_hash,
        is_in_force,
        run_at
    from {{ relation }}
    where run_at = (select max(last_runs.run_at) from {{ relation }} as last_runs)
    {%- else -%}
    select
        cast(null as {{ dbt.type_string() }}) as segment_id,
        cast(null as {{ dbt.type_string() }}) as definition_hash,
        cast(null as boolean) as is_in_force,
        cast(null as timestamp) as run_at
    {{ 'where 1 = 0' if execute else '' }}
    {%- endif -%}
{%- endmacro %}
