{# Why two customers became one: the best link between what the one held and the rest of its
   cluster, or the rule of a corroborated merge. #}
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

corroborated as (
    select
        group_id,
        min(rule) as rule
    from {{ ref('int_identity__merges') }}
    group by group_id
),

known_before as (
    {{ previous_crosswalk() }}
),

held as (
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

meeting_places as (
    select
        event_id,
        cluster_id
    from held
    group by event_id, cluster_id
),

met as (
    select
        meeting_places.event_id,
        person_clusters.identifier_id
    from meeting_places
    inner join person_clusters
        on meeting_places.cluster_id = person_clusters.cluster_id
    left join held
        on meeting_places.event_id = held.event_id
            and person_clusters.identifier_id = held.identifier_id
    where held.identifier_id is null
),

bridges as (
    select
        held.event_id,
        least(held.identifier_id, met.identifier_id) as left_id,
        greatest(held.identifier_id, met.identifier_id) as right_id
    from held
    inner join met
        on held.event_id = met.event_id
),

best_bridges as (
    select
        bridges.event_id,
        min(links.link_rank) as link_rank
    from bridges
    inner join links
        on bridges.left_id = links.left_id
            and bridges.right_id = links.right_id
    left join refused
        on links.link_rank = refused.link_rank
    where refused.link_rank is null
    group by bridges.event_id
),

final as (
    select
        changes.event_id,
        case
            when links.link_rank is not null then links.method
            when corroborated.rule is not null then 'corroborated'
        end as method,
        links.evidence_record_id,
        case when links.link_rank is null then corroborated.rule end as rule
    from changes
    inner join places
        on changes.customer_id = places.customer_id
    left join best_bridges
        on changes.event_id = best_bridges.event_id
    left join links
        on best_bridges.link_rank = links.link_rank
    left join corroborated
        on places.cluster_id = corroborated.group_id
)

select * from final
