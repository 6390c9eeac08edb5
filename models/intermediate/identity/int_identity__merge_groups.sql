{{ config(materialized='connected_components') }}

with candidates as (
    select * from {{ ref('int_identity__merge_candidates') }}
    where outcome = 'merge'
),

final as (
    select
        left_cluster_id as left_id,
        right_cluster_id as right_id
    from candidates
)

select * from final
