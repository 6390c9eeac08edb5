{# Pairs of clusters that may be one person: a refused link ties them, or their people have the same
   family name and birth date. #}
with rejected as (
    select * from {{ ref('int_identity__links_refused') }}
),

clusters as (
    select * from {{ ref('int_identity__clusters_linked') }}
),

statements as (
    select * from {{ ref('int_identity__cluster_statements') }}
    where last_name_spelling is not null and birth_date is not null
),

ends as (
    select
        rejected.link_rank,
        least(left_clusters.cluster_id, right_clusters.cluster_id) as left_cluster_id,
        greatest(left_clusters.cluster_id, right_clusters.cluster_id) as right_cluster_id
    from rejected
    inner join clusters as left_clusters
        on rejected.left_id = left_clusters.identifier_id
    inner join clusters as right_clusters
        on rejected.right_id = right_clusters.identifier_id
),

tied as (
    select
        left_cluster_id,
        right_cluster_id,
        min(link_rank) as link_rank
    from ends
    where left_cluster_id < right_cluster_id
    group by left_cluster_id, right_cluster_id
),

namesakes as (
    select
        statements.cluster_id as left_cluster_id,
        namesake_statements.cluster_id as right_cluster_id
    from statements
    inner join statements as namesake_statements
        on statements.last_name_spelling = namesake_statements.last_name_spelling
            and statements.birth_date = namesake_statements.birth_date
            and statements.first_name_form = namesake_statements.first_name_form
            and statements.cluster_id < namesake_statements.cluster_id
    group by statements.cluster_id, namesake_statements.cluster_id
),

pairs as (
    select
        left_cluster_id,
        right_cluster_id,
        link_rank
    from tied
    union all
    select
        left_cluster_id,
        right_cluster_id,
        cast(null as bigint) as link_rank
    from namesakes
),

final as (
    select
        left_cluster_id,
        right_cluster_id,
        min(link_rank) as link_rank
    from pairs
    group by left_cluster_id, right_cluster_id
)

select * from final
