{# Groups of clusters that merges would join although two of them contradict each other. Which of
   the merges is wrong nobody can tell, so none is made. #}
with groups as (
    select * from {{ ref('int_identity__merge_groups') }}
),

statements as (
    select * from {{ ref('int_identity__cluster_statements') }}
),

candidates as (
    select * from {{ ref('int_identity__merge_candidates') }}
    where outcome = 'refuse'
),

pairs as (
    select
        groups.component_id as group_id,
        groups.vertex_id as left_cluster_id,
        other_groups.vertex_id as right_cluster_id
    from groups
    inner join groups as other_groups
        on groups.component_id = other_groups.component_id
            and groups.vertex_id < other_groups.vertex_id
),

agreements as (
    {{ cluster_agreements('pairs', 'statements') }}
),

final as (
    select pairs.group_id
    from pairs
    inner join agreements
        on pairs.left_cluster_id = agreements.left_cluster_id
            and pairs.right_cluster_id = agreements.right_cluster_id
    left join candidates
        on pairs.left_cluster_id = candidates.left_cluster_id
            and pairs.right_cluster_id = candidates.right_cluster_id
    where
        agreements.names = 'different'
        or agreements.birth_dates = 'different'
        or candidates.rule is not null
    group by pairs.group_id
)

select * from final
