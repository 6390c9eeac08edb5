with linked as (
    select * from {{ ref('int_identity__clusters_linked') }}
),

groups as (
    select * from {{ ref('int_identity__merge_groups') }}
),

groups_refused as (
    select * from {{ ref('int_identity__merge_groups_refused') }}
),

merged as (
    select
        groups.vertex_id as cluster_id,
        groups.component_id as merged_cluster_id
    from groups
    left join groups_refused
        on groups.component_id = groups_refused.group_id
    where groups_refused.group_id is null
),

final as (
    select
        linked.identifier_id,
        coalesce(merged.merged_cluster_id, linked.cluster_id) as cluster_id
    from linked
    left join merged
        on linked.cluster_id = merged.cluster_id
)

select * from final
