{# What this run does to customer ids. When two registered customers meet in one cluster, the older
   stays and the other redirects to it; one that stands alone again is revived. #}
with places as (
    select
        *,
        max(case when age_rank = 1 then customer_id end) over (partition by cluster_id)
            as survivor_id
    from {{ ref('int_identity__registered_places') }}
),

newborn as (
    select * from {{ ref('int_identity__customers_newborn') }}
),

gone as (
    select * from {{ ref('int_identity__customers_gone') }}
),

registry as (
    select * from {{ ref('int_identity__registry_before') }}
),

changes as (
    select
        customer_id,
        case when origin_customer_id is null then 'born' else 'split' end as event_type,
        origin_customer_id as other_customer_id,
        anchor_hash,
        anchor_ingested_at,
        anchor_seen_at
    from newborn
    union all
    select
        customer_id,
        'merged' as event_type,
        survivor_id as other_customer_id,
        cast(null as {{ dbt.type_string() }}) as anchor_hash,
        cast(null as timestamp) as anchor_ingested_at,
        cast(null as timestamp) as anchor_seen_at
    from places
    where age_rank > 1 and coalesce(redirects_to_customer_id, '') <> survivor_id
    union all
    select
        customer_id,
        'revived' as event_type,
        redirects_to_customer_id as other_customer_id,
        cast(null as {{ dbt.type_string() }}) as anchor_hash,
        cast(null as timestamp) as anchor_ingested_at,
        cast(null as timestamp) as anchor_seen_at
    from places
    where age_rank = 1 and status <> 'standing'
    union all
    select
        customer_id,
        'reanchored' as event_type,
        cast(null as {{ dbt.type_string() }}) as other_customer_id,
        identifier_hash as anchor_hash,
        first_ingested_at as anchor_ingested_at,
        first_seen_at as anchor_seen_at
    from places
    where identifier_hash <> anchor_hash
    union all
    select
        customer_id,
        event_type,
        cast(null as {{ dbt.type_string() }}) as other_customer_id,
        cast(null as {{ dbt.type_string() }}) as anchor_hash,
        cast(null as timestamp) as anchor_ingested_at,
        cast(null as timestamp) as anchor_seen_at
    from gone
),

this_run as (
    select coalesce(max(last_run_number), 0) + 1 as run_number
    from registry
),

final as (
    select
        {{ dbt.hash(
            "changes.customer_id || '|' || changes.event_type || '|' || cast(this_run.run_number as "
            ~ dbt.type_string() ~ ")"
        ) }} as event_id,
        cast(this_run.run_number as bigint) as run_number,
        changes.customer_id,
        changes.event_type,
        changes.other_customer_id,
        changes.anchor_hash,
        changes.anchor_ingested_at,
        changes.anchor_seen_at,
        {{ as_of() }} as occurred_at
    from changes
    cross join this_run
)

select * from final
