{# Why two customers became one: the best link between what the one held and the rest of its cluster,
   or the rule of a corroborated merge. #}
with changes as (
    select * from {{ ref('int_identity__customer_changes') }}
    where event_type = 'merged'
),

places as (
    select * from {{ ref('int_identity__registered_places') }}
),

person_clusters as (
    select * from {{ ref('int_identity__person_clusters') }}
),

links as (
    select * from {{ ref('int_identity__links') }}
),

refused as (
    select * from {{ ref('int_identity__links_refused') }}
),

merges as (
    select
        group_id,
        min(rule) as rule
    from {{ ref('int_identity__merges') }}
    group by group_id
),

known_before as (
    {{ previous_crosswalk() }}
),

own as (
    select
        changes.event_id,
        places.cluster_id,
        person_clusters.identifier_id
    from changes
    inner join places
        on changes.customer_id = places.customer_id
    inner join known_before
        on changes.customer_id = known_before.customer_id
    inner join person_clusters
        on known_before.identifier_hash = person_clusters.identifier_hash
            and places.cluster_id = person_clusters.cluster_id
),

other as (
    select
        own.event_id,
        person_clusters.identifier_id
    from (
        select
            event_id,
            cluster_id
        from own
        group by event_id, cluster_id
    ) as own
    inner join person_clusters
        on own.cluster_id = person_clusters.cluster_id
    left join own as mine
        on own.event_id = mine.event_id
            and person_clusters.identifier_id = mine.identifier_id
    where mine.identifier_id is null
),

between_both as (
    select
        own.event_id,
        min(links.link_rank) as link_rank
    from own
    inner join other
        on own.event_id = other.event_id
    inner join links
        on least(own.identifier_id, other.identifier_id) = links.left_id
            and greatest(own.identifier_id, other.identifier_id) = links.right_id
    left join refused
        on links.link_rank = refused.link_rank
    where refused.link_rank is null
    group by own.event_id
),

final as (
    select
        changes.event_id,
        coalesce(links.method, case when merges.rule is not null then 'corroborated' end) as method,
        links.evidence_record_id,
        case when links.link_rank is null then merges.rule end as rule
    from changes
    inner join places
        on changes.customer_id = places.customer_id
    left join between_both
        on changes.event_id = between_both.event_id
    left join links
        on between_both.link_rank = links.link_rank
    left join merges
        on places.cluster_id = merges.group_id
)

select * from final
