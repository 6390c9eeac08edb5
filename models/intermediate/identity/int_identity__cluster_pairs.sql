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
        left_clusters.cluster_id as first_cluster_id,
        right_clusters.cluster_id as second_cluster_id
    from rejected
    inner join clusters as left_clusters
        on rejected.left_id = left_clusters.identifier_id
    inner join clusters as right_clusters
        on rejected.right_id = right_clusters.identifier_id
),

tied as (
    select
        least(first_cluster_id, second_cluster_id) as left_cluster_id,
        greatest(first_cluster_id, second_cluster_id) as right_cluster_id,
        min(link_rank) as link_rank
    from ends
    where first_cluster_id <> second_cluster_id
    group by 1, 2
),

namesakes as (
    select
        left_statements.cluster_id as left_cluster_id,
        right_statements.cluster_id as right_cluster_id
    from statements as left_statements
    inner join statements as right_statements
        on left_statements.last_name_spelling = right_statements.last_name_spelling
            and left_statements.birth_date = right_statements.birth_date
            and left_statements.first_name_form = right_statements.first_name_form
            and left_statements.cluster_id < right_statements.cluster_id
    group by left_statements.cluster_id, right_statements.cluster_id
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
