{# Registrations that the limits refused: a mailbox, a number or a card was given to a second
   customer. A registration ties two values; the one that its statements do not fit is the value that
   may have passed on. A value that nothing else is tied to had no holder it could have passed from. #}
with refused as (
    select * from {{ ref('int_identity__links_refused') }}
),

links as (
    select * from {{ ref('int_identity__links') }}
),

clusters as (
    select * from {{ ref('int_identity__clusters_linked') }}
),

tokens as (
    select * from {{ ref('int_identity__tokens') }}
    where link_rank is not null
),

identifier_types as (
    select * from {{ ref('identifier_types') }}
),

cluster_sizes as (
    select
        cluster_id,
        count(*) as identifier_count
    from clusters
    group by cluster_id
),

registered as (
    select
        links.link_rank,
        links.left_id,
        links.right_id,
        left_clusters.cluster_id as left_cluster_id,
        right_clusters.cluster_id as right_cluster_id,
        left_types.recycled_after_days is not null
        and left_sizes.identifier_count > 1 as is_left_recyclable,
        right_types.recycled_after_days is not null
        and right_sizes.identifier_count > 1 as is_right_recyclable,
        left_types.priority as left_priority,
        right_types.priority as right_priority,
        links.first_seen_at,
        links.last_seen_at
    from refused
    inner join links
        on refused.link_rank = links.link_rank
    inner join clusters as left_clusters
        on links.left_id = left_clusters.identifier_id
    inner join clusters as right_clusters
        on links.right_id = right_clusters.identifier_id
    inner join cluster_sizes as left_sizes
        on left_clusters.cluster_id = left_sizes.cluster_id
    inner join cluster_sizes as right_sizes
        on right_clusters.cluster_id = right_sizes.cluster_id
    inner join identifier_types as left_types
        on links.left_type = left_types.identifier_type
    inner join identifier_types as right_types
        on links.right_type = right_types.identifier_type
    where
        links.is_registration
        and left_clusters.cluster_id <> right_clusters.cluster_id
        and (
            (left_types.recycled_after_days is not null and left_sizes.identifier_count > 1)
            or (right_types.recycled_after_days is not null and right_sizes.identifier_count > 1)
        )
),

-- What the accepted links of the clusters concerned state about their people.
concerned as (
    select left_cluster_id as cluster_id from registered
    union
    select right_cluster_id as cluster_id from registered
),

known as (
    select
        concerned.cluster_id,
        tokens.token_type,
        tokens.token_value
    from concerned
    inner join clusters as left_clusters
        on concerned.cluster_id = left_clusters.cluster_id
    inner join links
        on left_clusters.identifier_id = links.left_id
    inner join clusters as right_clusters
        on links.right_id = right_clusters.identifier_id
            and concerned.cluster_id = right_clusters.cluster_id
    inner join tokens
        on links.link_rank = tokens.link_rank
    group by concerned.cluster_id, tokens.token_type, tokens.token_value
),

fitting as (
    select
        registered.link_rank,
        sum(case when known.cluster_id = registered.left_cluster_id then 1 else 0 end)
            as left_count,
        sum(case when known.cluster_id = registered.right_cluster_id then 1 else 0 end)
            as right_count
    from registered
    inner join tokens
        on registered.link_rank = tokens.link_rank
    inner join known
        on tokens.token_type = known.token_type
            and tokens.token_value = known.token_value
            and known.cluster_id in (registered.left_cluster_id, registered.right_cluster_id)
    group by registered.link_rank
),

directed as (
    select
        registered.*,
        case
            when not registered.is_left_recyclable then false
            when not registered.is_right_recyclable then true
            when coalesce(fitting.left_count, 0) <> coalesce(fitting.right_count, 0)
                then coalesce(fitting.left_count, 0) < coalesce(fitting.right_count, 0)
            else registered.left_priority > registered.right_priority
        end as is_left_claimed
    from registered
    left join fitting
        on registered.link_rank = fitting.link_rank
),

final as (
    select
        link_rank,
        case when is_left_claimed then left_id else right_id end as identifier_id,
        case when is_left_claimed then right_cluster_id else left_cluster_id end as cluster_id,
        first_seen_at,
        last_seen_at
    from directed
)

select * from final
