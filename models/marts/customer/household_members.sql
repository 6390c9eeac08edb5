with members as (
    select * from {{ ref('int_profile__household_members') }}
),

final as (
    select
        household_id,
        customer_id,
        is_oldest_member,
        confidence,
        related_since_at
    from members
    order by household_id, customer_id
)

select * from final
