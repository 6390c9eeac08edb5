with person_clusters as (
    select * from {{ ref('int_identity__person_clusters') }}
),

ownerships as (
    select * from {{ ref('int_identity__identifier_ownerships') }}
),

cluster_customers as (
    select * from {{ ref('int_identity__cluster_customers') }}
),

final as (
    select
        person_clusters.identifier_id,
        person_clusters.identifier_hash,
        person_clusters.identifier_type,
        person_clusters.normalized_value,
        cluster_customers.customer_id,
        ownerships.valid_from_at,
        ownerships.valid_to_at,
        ownerships.valid_to_at = cast('9999-12-31' as timestamp) as is_current,
        person_clusters.first_seen_at,
        person_clusters.last_seen_at,
        person_clusters.observation_count,
        person_clusters.is_verified
    from person_clusters
    inner join ownerships
        on person_clusters.identifier_id = ownerships.identifier_id
    inner join cluster_customers
        on ownerships.cluster_id = cluster_customers.cluster_id
)

select * from final
