{#
How each run had the segments defined, so that the next one can tell people who changed from rules
that did. It stands after the log, and is never rebuilt. A run that is repeated replaces its own
rows; one that describes an earlier moment than the last leaves none.
#}
-- depends_on: {{ ref('int_segmentation__memberships_logged') }}
{{ config(
    materialized='incremental',
    unique_key='run_at',
    incremental_strategy='delete+insert',
    full_refresh=false,
    on_schema_change='fail'
) }}

with segments_defined as (
    select * from {{ ref('int_segmentation__segments_defined') }}
),

last_run as (
    {% if is_incremental() -%}
    select max(run_at) as run_at from {{ this }}
    {%- else -%}
        select cast(null as timestamp) as run_at
    {%- endif %}
),

final as (
    select
        {{ as_of() }} as run_at,
        segments_defined.segment_id,
        segments_defined.definition_hash,
        segments_defined.predicate,
        segments_defined.is_in_force
    from segments_defined
    cross join last_run
    where {{ as_of() }} >= coalesce(last_run.run_at, {{ as_of() }})
)

select * from final
