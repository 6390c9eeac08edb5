with person_clusters as (
    select * from {{ ref('int_identity__person_clusters') }}
),

registry as (
    select * from {{ ref('int_identity__customer_registry') }}
    where status = 'standing'
),

final as (
    select
        person_clusters.cluster_id,
        registry.customer_id,
        registry.registered_at
    from person_clusters
    inner join registry
        on person_clusters.identifier_hash = registry.anchor_hash
)

select * from final
