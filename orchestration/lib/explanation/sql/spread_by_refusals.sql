-- Adds the clusters that a refused piece of evidence ties to a cluster concerned: one step further from
-- where the search began. Only refusals tie one cluster to another, and they are few.
insert into clusters_concerned
with ties as (
    select left_clusters.cluster_id, right_clusters.cluster_id as neighbour_id
    from identity.links_rejected as rejected
    inner join identity.int_identity__clusters as left_clusters
        on rejected.left_id = left_clusters.identifier_id
    inner join identity.int_identity__clusters as right_clusters
        on rejected.right_id = right_clusters.identifier_id
),

neighbours as (
    select ties.neighbour_id as cluster_id
    from ties
    inner join clusters_concerned on ties.cluster_id = clusters_concerned.cluster_id
    union
    select ties.cluster_id
    from ties
    inner join clusters_concerned on ties.neighbour_id = clusters_concerned.cluster_id
)

select neighbours.cluster_id
from neighbours
where neighbours.cluster_id not in (select cluster_id from clusters_concerned);
