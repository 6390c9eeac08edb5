with relations as (
    select * from {{ ref('int_profile__household_relations') }}
),

members as (
    select * from {{ ref('int_profile__household_members') }}
),

final as (
    select
        relations.left_customer_id,
        relations.right_customer_id,
        relations.confidence,
        relations.evidence,
        relations.evidence_count,
        relations.is_strong,
        case when relations.is_strong then members.household_id end as household_id,
        case
            when not relations.is_strong then 'too little evidence for one household'
            when members.household_id is null then 'too many people for one household'
            else 'lives or uses things together'
        end as reason,
        relations.first_seen_at,
        relations.last_seen_at
    from relations
    left join members
        on relations.left_customer_id = members.customer_id
    order by relations.left_customer_id, relations.right_customer_id
)

select * from final
