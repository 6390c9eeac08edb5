with links as (
    select * from {{ ref('int_identity__links') }}
),

rejected as (
    select * from {{ ref('int_identity__links_refused') }}
),

clusters as (
    select * from {{ ref('int_identity__clusters') }}
),

identifiers as (
    select * from {{ ref('int_identity__identifiers') }}
),

rules as (
    select * from {{ ref('link_rules') }}
),

-- A refused link whose ends other evidence joined anyway kept nobody apart.
final as (
    select
        rejected.left_id,
        left_identifiers.identifier_type as left_type,
        left_identifiers.normalized_value as left_value,
        rejected.right_id,
        right_identifiers.identifier_type as right_type,
        right_identifiers.normalized_value as right_value,
        rejected.rule,
        rules.reason,
        rejected.decision_id,
        links.method,
        links.evidence_record_id,
        links.strength,
        links.record_count,
        links.first_seen_at,
        links.last_seen_at
    from rejected
    inner join links
        on rejected.link_rank = links.link_rank
    inner join identifiers as left_identifiers
        on rejected.left_id = left_identifiers.identifier_id
    inner join identifiers as right_identifiers
        on rejected.right_id = right_identifiers.identifier_id
    inner join clusters as left_clusters
        on rejected.left_id = left_clusters.identifier_id
    inner join clusters as right_clusters
        on rejected.right_id = right_clusters.identifier_id
    left join rules
        on rejected.rule = rules.rule
    where left_clusters.cluster_id <> right_clusters.cluster_id
)

select * from final
