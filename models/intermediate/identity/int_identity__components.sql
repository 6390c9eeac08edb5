{{ config(materialized='connected_components') }}

with links as (
    select * from {{ ref('int_identity__links') }}
),

weak_rejected as (
    select * from {{ ref('int_identity__links_weak_rejected') }}
),

identifiers as (
    select * from {{ ref('int_identity__identifiers') }}
    where identifier_class = 'person' and exclusion_rule is null
),

final as (
    select
        links.left_id,
        links.right_id
    from links
    left join weak_rejected
        on links.link_rank = weak_rejected.link_rank
    where weak_rejected.link_rank is null
    union all
    select
        identifier_id as left_id,
        identifier_id as right_id
    from identifiers
)

select * from final
