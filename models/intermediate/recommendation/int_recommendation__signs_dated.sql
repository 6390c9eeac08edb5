{# What a browser was refused consent for is not used to know the person (R31). The same sign of one
   day counts once. #}
with articles_kept as (
    select * from {{ ref('int_recommendation__articles_kept') }}
),

events_attributed as (
    select * from {{ ref('int_activity__events_attributed') }}
    where
        customer_id is not null
        and sku is not null
        and coalesce(has_analytics_consent, true)
        and occurred_at <= {{ as_of() }}
),

articles_described as (
    select * from {{ ref('int_recommendation__articles_described') }}
),

customers_profiled as (
    select * from {{ ref('int_profile__customers_profiled') }}
    where is_profiled
),

recommendation_signals as (
    select * from {{ ref('recommendation_signals') }}
),

signs as (
    select
        customer_id,
        sku,
        category,
        'ordered' as signal_name,
        cast(ordered_at as date) as signed_date
    from articles_kept

    union all

    select
        customer_id,
        sku,
        product_category as category,
        event_name as signal_name,
        cast(occurred_at as date) as signed_date
    from events_attributed
),

final as (
    select
        signs.customer_id,
        coalesce(articles_described.product_id, signs.sku) as product_id,
        signs.signal_name,
        signs.signed_date,
        max(coalesce(articles_described.category, signs.category)) as category
    from signs
    inner join customers_profiled
        on signs.customer_id = customers_profiled.customer_id
    inner join recommendation_signals
        on signs.signal_name = recommendation_signals.signal_name
    left join articles_described
        on signs.sku = articles_described.sku
    group by
        signs.customer_id,
        coalesce(articles_described.product_id, signs.sku),
        signs.signal_name,
        signs.signed_date
)

select * from final
