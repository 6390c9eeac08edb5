with person_clusters as (
    select * from {{ ref('int_identity__person_clusters') }}
),

cluster_customers as (
    select * from {{ ref('int_identity__cluster_customers') }}
),

final as (
    select
        cluster_customers.customer_id,
        person_clusters.identifier_type,
        person_clusters.normalized_value as identifier_value,
        person_clusters.first_seen_at,
        person_clusters.last_seen_at,
        person_clusters.observation_count,
        person_clusters.is_verified
    from person_clusters
    inner join cluster_customers
        on person_clusters.cluster_id = cluster_customers.cluster_id
)

select * from final
