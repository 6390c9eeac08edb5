with candidates as (
    select * from {{ ref('int_identity__merge_candidates') }}
    where outcome = 'merge'
),

groups as (
    select * from {{ ref('int_identity__merge_groups') }}
),

groups_refused as (
    select * from {{ ref('int_identity__merge_groups_refused') }}
),

final as (
    select
        candidates.left_cluster_id,
        candidates.right_cluster_id,
        groups.component_id as group_id,
        candidates.link_rank,
        candidates.rule,
        candidates.reason
    from candidates
    inner join groups
        on candidates.left_cluster_id = groups.vertex_id
    left join groups_refused
        on groups.component_id = groups_refused.group_id
    where groups_refused.group_id is null
)

select * from final
