{# Moments at which a customer had time for us, by the wall clock of the shops, with what each
   counts. A visit that a campaign brought follows our hour and not the customer's, so it is left
   out; so is what a machine opened. #}
with events_sessionised as (
    select * from {{ ref('int_activity__events_sessionised') }}
    where session_id is not null and customer_id is not null
),

orders_resolved as (
    select * from {{ ref('int_activity__orders_resolved') }}
    where customer_id is not null and is_purchase and order_channel in ('web', 'app')
),

contacts as (
    select * from {{ ref('int_activity__contacts') }}
    where customer_id is not null
),

hour_signals as (
    select * from {{ ref('hour_signals') }}
),

customers_profiled as (
    select * from {{ ref('int_profile__customers_profiled') }}
    where is_profiled
),

visits as (
    select
        session_id,
        max(customer_id) as customer_id,
        min(occurred_at) as occurred_at
    from events_sessionised
    group by session_id
    having max(campaign_id) is null
),

signs as (
    select
        customer_id,
        'visited' as sign_type,
        occurred_at
    from visits

    union all

    select
        customer_id,
        'ordered_online' as sign_type,
        ordered_at as occurred_at
    from orders_resolved

    union all

    select
        customer_id,
        'opened' as sign_type,
        opened_at as occurred_at
    from contacts
    where opened_at is not null

    union all

    select
        customer_id,
        'clicked' as sign_type,
        clicked_at as occurred_at
    from contacts
    where clicked_at is not null
),

final as (
    select
        signs.customer_id,
        signs.sign_type,
        hour_signals.weight,
        signs.occurred_at,
        cast(
            extract(hour from {{ utc_to_local('signs.occurred_at', var('store_time_zone')) }})
            as integer
        ) as local_hour
    from signs
    inner join customers_profiled
        on signs.customer_id = customers_profiled.customer_id
    inner join hour_signals
        on signs.sign_type = hour_signals.sign_type
    where signs.occurred_at <= {{ as_of() }}
)

select * from final
