with record_identifiers as (
    select * from {{ ref('int_identity__record_identifiers') }}
    where identifier_class = 'person'
),

link_methods as (
    select * from {{ ref('link_methods') }}
),

clusters as (
    select * from {{ ref('int_identity__clusters') }}
),

identifiers as (
    select * from {{ ref('int_identity__identifiers') }}
),

-- Whoever is known only as somebody's recipient, or only by a request, is not made a customer.
customers_of_ours as (
    select clusters.cluster_id
    from record_identifiers
    inner join link_methods
        on record_identifiers.record_kind = link_methods.record_kind
    inner join clusters
        on record_identifiers.identifier_id = clusters.identifier_id
    where record_identifiers.identifier_role = 'self' and link_methods.makes_customer
    group by clusters.cluster_id
),

final as (
    select
        clusters.cluster_id,
        identifiers.identifier_id,
        identifiers.identifier_type,
        identifiers.normalized_value,
        {{ keyed_hash("identifiers.identifier_type || ':' || identifiers.normalized_value") }}
            as identifier_hash,
        identifiers.observation_count,
        identifiers.is_verified,
        identifiers.first_seen_at,
        identifiers.last_seen_at,
        identifiers.first_ingested_at
    from clusters
    inner join customers_of_ours
        on clusters.cluster_id = customers_of_ours.cluster_id
    inner join identifiers
        on clusters.identifier_id = identifiers.identifier_id
)

select * from final
