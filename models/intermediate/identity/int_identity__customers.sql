with person_clusters as (
    select * from {{ ref('int_identity__person_clusters') }}
),

cluster_customers as (
    select * from {{ ref('int_identity__cluster_customers') }}
),

final as (
    select
        cluster_customers.customer_id,
        cluster_customers.cluster_id,
        min(person_clusters.first_seen_at) as first_seen_at,
        max(person_clusters.last_seen_at) as last_seen_at,
        count(*) as identifier_count,
        cluster_customers.registered_at
    from cluster_customers
    inner join person_clusters
        on cluster_customers.cluster_id = person_clusters.cluster_id
    group by
        cluster_customers.customer_id,
        cluster_customers.cluster_id,
        cluster_customers.registered_at
)

select * from final
