{{ config(materialized='connected_components') }}

with relations as (
    select * from {{ ref('int_profile__household_relations') }}
    where is_strong
),

final as (
    select
        left_customer_id as left_id,
        right_customer_id as right_id
    from relations
)

select * from final
