{# Clusters that hold no registered customer: each is registered under its identifier that was
   delivered first. One whose identifiers were a standing customer's was split from it. #}
with person_clusters as (
    select * from {{ ref('int_identity__person_clusters') }}
),

places as (
    select * from {{ ref('int_identity__registered_places') }}
),

tombstones as (
    select * from {{ ref('int_identity__tombstones') }}
),

known_before as (
    {{ previous_crosswalk() }}
),

held as (
    select cluster_id
    from places
    group by cluster_id
),

oldest as (
    select
        person_clusters.*,
        row_number() over (
            partition by person_clusters.cluster_id
            order by
                person_clusters.first_ingested_at asc nulls last,
                person_clusters.first_seen_at asc nulls last,
                person_clusters.identifier_hash asc nulls last
        ) as age_rank
    from person_clusters
    left join held
        on person_clusters.cluster_id = held.cluster_id
    where held.cluster_id is null
),

origins as (
    select
        oldest.cluster_id,
        min(known_before.customer_id) as customer_id
    from oldest
    inner join known_before
        on oldest.identifier_hash = known_before.identifier_hash
    inner join places
        on known_before.customer_id = places.customer_id
    group by oldest.cluster_id
),

-- Whoever comes back after an erasure gets another id than the one that was erased.
final as (
    select
        'cus_' || substring(
            case
                when tombstones.identifier_hash is null then oldest.identifier_hash
                else {{ sha256_hex(
                    "oldest.identifier_hash || cast(tombstones.erased_at as "
                    ~ dbt.type_string() ~ ")"
                ) }}
            end,
            1,
            24
        ) as customer_id,
        origins.customer_id as origin_customer_id,
        oldest.identifier_hash as anchor_hash,
        oldest.first_ingested_at as anchor_ingested_at,
        oldest.first_seen_at as anchor_seen_at
    from oldest
    left join tombstones
        on oldest.identifier_hash = tombstones.identifier_hash
    left join origins
        on oldest.cluster_id = origins.cluster_id
    where oldest.age_rank = 1
)

select * from final
