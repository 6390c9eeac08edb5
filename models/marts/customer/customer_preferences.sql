with preferences as (
    select * from {{ ref('int_profile__preferences') }}
),

final as (
    select
        customer_id,
        preference_name,
        preference_value,
        preference_rank = 1 and is_sure as is_favourite,
        cast(preference_rank as integer) as preference_rank,
        weight,
        cast(weight_share as decimal(9, 4)) as weight_share,
        cast(sign_count as integer) as sign_count,
        last_seen_at,
        is_declared,
        verdict
    from preferences
    order by customer_id, preference_name, preference_rank
)

select * from final
