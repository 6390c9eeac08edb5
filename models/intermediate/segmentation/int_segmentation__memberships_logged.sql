{#
The log that membership history lives in: who entered or left which segment, as runs saw it. Rules
are any SQL over the facts of the day, so nothing else can tell what held yesterday: it is appended
to and never rebuilt. Of an erased customer nothing stays.
#}
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    full_refresh=false,
    on_schema_change='fail',
    post_hook="delete from {{ this }} where customer_id in (
        select customer_id from {{ ref('int_identity__customer_registry') }}
        where status = 'erased'
    )"
) }}

with membership_changes as (
    select * from {{ ref('int_segmentation__membership_changes') }}
),

-- Changes that were appended already are not appended again when this model alone is run again.
logged as (
    {% if is_incremental() -%}
    select change_id from {{ this }}
    {%- else -%}
        select cast(null as {{ dbt.type_string() }}) as change_id
        where 1 = 0
    {%- endif %}
),

final as (
    select
        membership_changes.change_id,
        membership_changes.run_number,
        membership_changes.customer_id,
        membership_changes.segment_id,
        membership_changes.change_type,
        membership_changes.cause,
        membership_changes.definition_hash,
        membership_changes.reason,
        membership_changes.previous_run_at,
        membership_changes.occurred_at
    from membership_changes
    left join logged
        on membership_changes.change_id = logged.change_id
    where logged.change_id is null
)

select * from final
