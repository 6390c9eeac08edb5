{# Who used a contested value, and from when to when: the customers it was registered for, and the
   one it is with. #}
with contested as (
    select * from {{ ref('int_identity__links_contested') }}
),

links as (
    select * from {{ ref('int_identity__links') }}
),

clusters as (
    select * from {{ ref('int_identity__clusters_linked') }}
),

claimed as (
    select identifier_id from contested
    group by identifier_id
),

claimed_links as (
    select
        claimed.identifier_id,
        links.right_id as partner_id,
        links.first_seen_at,
        links.last_seen_at
    from claimed
    inner join links
        on claimed.identifier_id = links.left_id
    union all
    select
        claimed.identifier_id,
        links.left_id as partner_id,
        links.first_seen_at,
        links.last_seen_at
    from claimed
    inner join links
        on claimed.identifier_id = links.right_id
),

holders as (
    select
        claimed_links.identifier_id,
        own_clusters.cluster_id,
        claimed_links.first_seen_at,
        claimed_links.last_seen_at
    from claimed_links
    inner join clusters as own_clusters
        on claimed_links.identifier_id = own_clusters.identifier_id
    inner join clusters as partner_clusters
        on claimed_links.partner_id = partner_clusters.identifier_id
            and own_clusters.cluster_id = partner_clusters.cluster_id
),

everybody as (
    select
        identifier_id,
        cluster_id,
        first_seen_at,
        last_seen_at
    from contested
    union all
    select * from holders
),

final as (
    select
        identifier_id,
        cluster_id,
        min(first_seen_at) as first_claimed_at,
        max(last_seen_at) as last_claimed_at
    from everybody
    group by identifier_id, cluster_id
)

select * from final
