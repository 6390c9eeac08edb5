with record_identifiers as (
    select * from {{ ref('int_identity__record_identifiers') }}
    where identifier_class = 'person'
),

records_erased as (
    select * from {{ ref('int_identity__records_erased') }}
),

erasures as (
    select * from {{ ref('int_identity__erasures') }}
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

-- Of people who asked to be erased, what they did since by their own act.
come_back as (
    select record_identifiers.identifier_id
    from records_erased
    inner join record_identifiers
        on records_erased.source_record_id = record_identifiers.source_record_id
            and records_erased.identifier_role = record_identifiers.identifier_role
    inner join link_methods
        on record_identifiers.record_kind = link_methods.record_kind
            and link_methods.makes_customer
    where not records_erased.is_erased and records_erased.identifier_role = 'self'
    group by record_identifiers.identifier_id
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
        identifiers.identifier_hash,
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
    left join erasures
        on clusters.cluster_id = erasures.cluster_id
    left join come_back
        on clusters.identifier_id = come_back.identifier_id
    where erasures.cluster_id is null or come_back.identifier_id is not null
)

select * from final
