{# Amounts of different currencies are not added up, so each currency has a row. #}
with members as (
    select * from {{ ref('int_profile__household_members') }}
),

orders_resolved as (
    select * from {{ ref('int_activity__orders_resolved') }}
    where ordered_at <= {{ as_of() }}
),

recent as (
    select
        *,
        ordered_at > {{ dbt.dateadd('day', -365, as_of()) }} as is_of_365_days
    from orders_resolved
),

final as (
    select
        members.household_id,
        recent.currency,
        cast(sum(case when recent.is_purchase then 1 else 0 end) as integer) as order_count,
        cast(
            sum(case when recent.is_purchase and recent.is_of_365_days then 1 else 0 end)
            as integer
        ) as order_count_365_days,
        cast(sum(recent.net_amount) as decimal(18, 2)) as total_amount,
        cast(
            sum(case when recent.is_of_365_days then recent.net_amount else 0 end)
            as decimal(18, 2)
        ) as total_amount_365_days,
        max(case when recent.is_purchase then recent.ordered_at end) as last_order_at
    from members
    inner join recent
        on members.customer_id = recent.customer_id
    group by members.household_id, recent.currency
    order by members.household_id, recent.currency
)

select * from final
