with record_identifiers as (
    select * from {{ ref('int_identity__record_identifiers') }}
    where identifier_class = 'person'
),

records_erased as (
    select * from {{ ref('int_identity__records_erased') }}
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

-- Whoever is known only as somebody's recipient, or only by a request, is not made a customer; nor
-- is whoever is left without a record by an erasure.
customers_of_ours as (
    select clusters.cluster_id
    from record_identifiers
    inner join link_methods
        on record_identifiers.record_kind = link_methods.record_kind
    inner join clusters
        on record_identifiers.identifier_id = clusters.identifier_id
    left join records_erased
        on record_identifiers.source_record_id = records_erased.source_record_id
            and record_identifiers.identifier_role = records_erased.identifier_role
    where
        record_identifiers.identifier_role = 'self'
        and link_methods.makes_customer
        and records_erased.source_record_id is null
    group by clusters.cluster_id
),

mentioned_in_erased as (
    select record_identifiers.identifier_id
    from records_erased
    inner join record_identifiers
        on records_erased.source_record_id = record_identifiers.source_record_id
    group by record_identifiers.identifier_id
),

-- Of the identifiers in erased records, those that stand in no other record.
erased_identifiers as (
    select
        record_identifiers.identifier_id,
        max(case
            when
                records_erased.source_record_id is null
                and link_methods.record_kind is not null then 1
            else 0
        end) as kept_flag
    from record_identifiers
    inner join mentioned_in_erased
        on record_identifiers.identifier_id = mentioned_in_erased.identifier_id
    left join link_methods
        on record_identifiers.record_kind = link_methods.record_kind
            and link_methods.makes_customer
    left join records_erased
        on record_identifiers.source_record_id = records_erased.source_record_id
            and record_identifiers.identifier_role = records_erased.identifier_role
    group by record_identifiers.identifier_id
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
    left join erased_identifiers
        on clusters.identifier_id = erased_identifiers.identifier_id
    where coalesce(erased_identifiers.kept_flag, 1) = 1
)

select * from final
