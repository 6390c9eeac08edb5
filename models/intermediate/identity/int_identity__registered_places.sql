{#
Where each registered customer is now. The cluster that holds its anchor is the customer; where the
anchor is gone (blocked since, or erased alone), the id follows the oldest identifier it still held.
#}
with registry as (
    select * from {{ ref('int_identity__registry_before') }}
    where status <> 'erased'
),

person_clusters as (
    select * from {{ ref('int_identity__person_clusters') }}
),

known_before as (
    {{ previous_crosswalk() }}
),

anchored as (
    select
        registry.customer_id,
        person_clusters.cluster_id,
        person_clusters.identifier_hash,
        person_clusters.first_ingested_at,
        person_clusters.first_seen_at
    from registry
    inner join person_clusters
        on registry.anchor_hash = person_clusters.identifier_hash
),

-- A merged customer without its anchor has nothing of its own left to come back with.
drifting as (
    select
        registry.customer_id,
        person_clusters.cluster_id,
        person_clusters.identifier_hash,
        person_clusters.first_ingested_at,
        person_clusters.first_seen_at,
        row_number() over (
            partition by registry.customer_id
            order by
                known_before.known_from_at asc nulls last,
                person_clusters.first_ingested_at asc nulls last,
                person_clusters.identifier_hash asc nulls last
        ) as place_rank
    from registry
    left join anchored
        on registry.customer_id = anchored.customer_id
    inner join known_before
        on registry.customer_id = known_before.customer_id
    inner join person_clusters
        on known_before.identifier_hash = person_clusters.identifier_hash
    where anchored.customer_id is null and registry.status = 'standing'
),

places as (
    select
        customer_id,
        cluster_id,
        identifier_hash,
        first_ingested_at,
        first_seen_at
    from anchored
    union all
    select
        customer_id,
        cluster_id,
        identifier_hash,
        first_ingested_at,
        first_seen_at
    from drifting
    where place_rank = 1
),

-- The registered customers each cluster holds, the oldest first.
final as (
    select
        places.cluster_id,
        places.customer_id,
        places.identifier_hash,
        places.first_ingested_at,
        places.first_seen_at,
        registry.anchor_hash,
        registry.status,
        registry.redirects_to_customer_id,
        row_number() over (
            partition by places.cluster_id
            order by
                registry.anchor_ingested_at asc nulls last,
                registry.anchor_seen_at asc nulls last,
                registry.anchor_hash asc nulls last,
                places.customer_id asc nulls last
        ) as age_rank
    from places
    inner join registry
        on places.customer_id = registry.customer_id
)

select * from final
