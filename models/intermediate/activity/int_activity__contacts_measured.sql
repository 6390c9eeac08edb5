{# What became of each contact within the attribution window, whoever or whatever caused it: the
   same is counted for those written to and those held back, so that the difference is what the
   message did. The window includes the moment of the contact and excludes its end. Amounts are in
   the currency most purchases are paid in, since currencies are not added up. #}
with contacts as (
    select
        *,
        cast({{ dbt.dateadd(
            'day', 'cast(' ~ reaction_limit('attribution_window_days') ~ ' as integer)',
            'contacted_at'
        ) }} as timestamp) as window_ends_at
    from {{ ref('int_activity__contacts') }}
),

purchases as (
    select * from {{ ref('int_activity__orders_resolved') }}
    where is_purchase
),

currencies as (
    select
        currency,
        row_number() over (order by count(*) desc nulls last, currency asc nulls last)
            as currency_rank
    from purchases
    group by currency
),

visits as (
    select
        session_id,
        max(customer_id) as customer_id,
        min(occurred_at) as started_at
    from {{ ref('int_activity__events_sessionised') }}
    where session_id is not null and customer_id is not null
    group by session_id
),

visits_counted as (
    select
        contacts.contact_id,
        count(*) as visit_count
    from contacts
    inner join visits
        on
            contacts.customer_id = visits.customer_id
            and contacts.contacted_at <= visits.started_at
            and contacts.window_ends_at > visits.started_at
    group by contacts.contact_id
),

orders_counted as (
    select
        contacts.contact_id,
        sum(case when contacts.contacted_at <= purchases.ordered_at then 1 else 0 end)
            as order_count,
        sum(case
            when contacts.contacted_at <= purchases.ordered_at and currencies.currency_rank = 1
                then purchases.net_amount
        end) as order_amount,
        max(case when contacts.contacted_at > purchases.ordered_at then purchases.ordered_at end)
            as previous_ordered_at
    from contacts
    inner join purchases
        on
            contacts.customer_id = purchases.customer_id
            and contacts.window_ends_at > purchases.ordered_at
    left join currencies
        on purchases.currency = currencies.currency
    group by contacts.contact_id
),

final as (
    select
        contacts.*,
        contacts.window_ends_at <= {{ as_of() }} as is_settled,
        coalesce(contacts.opened_at < contacts.window_ends_at, false) as has_opened,
        coalesce(contacts.machine_opened_at < contacts.window_ends_at, false)
            as has_opened_by_machine,
        coalesce(contacts.clicked_at < contacts.window_ends_at, false) as has_clicked,
        coalesce(contacts.unsubscribed_at < contacts.window_ends_at, false) as has_unsubscribed,
        coalesce(contacts.complained_at < contacts.window_ends_at, false) as has_complained,
        coalesce(visits_counted.visit_count, 0) > 0 as has_visited,
        coalesce(orders_counted.order_count, 0) > 0 as has_ordered,
        cast(coalesce(orders_counted.order_count, 0) as bigint) as order_count,
        cast(coalesce(orders_counted.order_amount, 0) as decimal(18, 2)) as order_amount,
        case
            when orders_counted.previous_ordered_at is null then 'no_order'
            when
                orders_counted.previous_ordered_at > {{ dbt.dateadd(
                    'day', '-cast(' ~ reaction_limit('recent_buyer_days') ~ ' as integer)',
                    'contacts.contacted_at'
                ) }} then 'recent_buyer'
            else 'former_buyer'
        end as buyer_state,
        currencies.currency
    from contacts
    left join visits_counted
        on contacts.contact_id = visits_counted.contact_id
    left join orders_counted
        on contacts.contact_id = orders_counted.contact_id
    left join currencies
        on currencies.currency_rank = 1
)

select * from final
