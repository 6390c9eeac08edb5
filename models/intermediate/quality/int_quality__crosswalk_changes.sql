{#
Remembers from run to run whose each identifier was, by its keyed hash, so that the next run can say
how many changed hands. Never dropped by a full refresh, because nothing else remembers; a run that
is repeated compares with the run before it, not with itself. An identifier that is gone is forgotten.
#}
{{ config(
    schema='quality',
    materialized='incremental',
    unique_key='identifier_hash',
    incremental_strategy='delete+insert',
    full_refresh=false,
    on_schema_change='fail',
    post_hook='delete from {{ this }} where run_at < (select max(run_at) from {{ this }})'
) }}

with person_clusters as (
    select * from {{ ref('int_identity__person_clusters') }}
),

cluster_customers as (
    select * from {{ ref('int_identity__cluster_customers') }}
),

remembered as (
    {% if is_incremental() -%}
    select * from {{ this }}
    {%- else -%}
        select
            cast(null as {{ dbt.type_string() }}) as identifier_hash,
            cast(null as {{ dbt.type_string() }}) as customer_id,
            cast(null as {{ dbt.type_string() }}) as previous_customer_id,
            cast(null as timestamp) as run_at,
            cast(null as timestamp) as previous_run_at
        where 1 = 0
    {%- endif %}
),

-- What a value owned in turn has of several customers is told by the least, always the same one.
held as (
    select
        person_clusters.identifier_hash,
        min(cluster_customers.customer_id) as customer_id,
        {{ as_of() }} as run_at
    from person_clusters
    inner join cluster_customers
        on person_clusters.cluster_id = cluster_customers.cluster_id
    group by person_clusters.identifier_hash
),

last_runs as (
    select
        max(run_at) as run_at,
        max(previous_run_at) as previous_run_at
    from remembered
),

final as (
    select
        held.identifier_hash,
        held.customer_id,
        case
            when remembered.run_at < held.run_at then remembered.customer_id
            else remembered.previous_customer_id
        end as previous_customer_id,
        held.run_at,
        case
            when last_runs.run_at < held.run_at then last_runs.run_at
            else last_runs.previous_run_at
        end as previous_run_at
    from held
    cross join last_runs
    left join remembered
        on held.identifier_hash = remembered.identifier_hash
)

select * from final
