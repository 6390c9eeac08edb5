with raw_identifiers as (
    select * from {{ ref('int_identity__raw_identifiers') }}
    where exclusion_rule is null
),

clusters as (
    select * from {{ ref('int_identity__clusters') }}
),

cluster_customers as (
    select * from {{ ref('int_identity__cluster_customers') }}
),

final as (
    select
        raw_identifiers.identifier_type,
        raw_identifiers.raw_value,
        raw_identifiers.normalized_value,
        cluster_customers.customer_id
    from raw_identifiers
    inner join clusters
        on raw_identifiers.identifier_id = clusters.identifier_id
    inner join cluster_customers
        on clusters.cluster_id = cluster_customers.cluster_id
)

select * from final
