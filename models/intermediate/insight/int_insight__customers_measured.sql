{# What traits, targets and measures may be written about, for everybody who may be profiled. The
   last digit of the keyed id is a coin that nobody can turn: the half it holds out is not used for
   choosing the traits of ideal customers, so that it can judge them. #}
with customer_facts as (
    select * from {{ ref('int_segmentation__customer_facts') }}
    where is_profiled
),

golden_records as (
    select * from {{ ref('int_profile__golden_records') }}
),

preferences_pivoted as (
    select * from {{ ref('int_profile__preferences_pivoted') }}
),

channels_pivoted as (
    select * from {{ ref('int_activity__channels_pivoted') }}
),

lifecycle_dated as (
    select * from {{ ref('int_segmentation__lifecycle_dated') }}
),

understanding_assigned as (
    select * from {{ ref('int_segmentation__understanding_assigned') }}
),

rfm as (
    select * from {{ ref('int_segmentation__rfm') }}
),

customer_orders as (
    select * from {{ ref('int_activity__customer_orders') }}
),

{# Amounts of different currencies are not compared: most people's is. #}
main_currency as (
    select customer_orders.currency
    from customer_orders
    inner join customer_facts
        on customer_orders.customer_id = customer_facts.customer_id
    group by customer_orders.currency
    order by count(*) desc, customer_orders.currency asc
    limit 1
),

purchases_valued as (
    select * from {{ ref('int_activity__purchases_valued') }}
),

purchases_paced as (
    select * from {{ ref('int_activity__purchases_paced') }}
),

behaviours_pivoted as (
    select * from {{ ref('int_insight__behaviours_pivoted') }}
),

final as (
    select
        customer_facts.*,
        substring(customer_facts.customer_id, length(customer_facts.customer_id), 1)
        in ('0', '2', '4', '6', '8', 'a', 'c', 'e') as is_held_out,
        golden_records.csp,
        golden_records.family_situation,
        golden_records.region,
        case
            when customer_facts.postcode like '97%' then substring(customer_facts.postcode, 1, 3)
            else substring(customer_facts.postcode, 1, 2)
        end as department,
        golden_records.loyalty_tier,
        preferences_pivoted.favourite_channel as preferred_channel,
        channels_pivoted.first_seen_channel,
        channels_pivoted.first_app_seen_at is not null as has_app,
        lifecycle_dated.lifecycle_stage,
        understanding_assigned.understanding_level,
        rfm.rfm_segment,
        customer_orders.currency,
        customer_orders.currency in (select main_currency.currency from main_currency)
            as has_main_currency,
        purchases_paced.tenure_days,
        purchases_paced.orders_per_year,
        purchases_paced.favourite_order_channel,
        purchases_valued.average_item_count,
        purchases_valued.discounted_order_share,
        purchases_valued.returned_order_rate,
        coalesce(purchases_valued.return_count, 0) as return_count,
        coalesce(behaviours_pivoted.message_click_count, 0) as message_click_count,
        coalesce(behaviours_pivoted.category_count, 0) as category_count,
        behaviours_pivoted.browsed_category,
        case
            when customer_facts.buying_since_at > customer_facts.first_order_at
                then
                    cast(
                        {{ dbt.datediff('customer_facts.buying_since_at', as_of(), 'day') }}
                        as integer
                    )
        end as days_since_comeback
    from customer_facts
    inner join golden_records
        on customer_facts.customer_id = golden_records.customer_id
    left join preferences_pivoted
        on customer_facts.customer_id = preferences_pivoted.customer_id
    left join channels_pivoted
        on customer_facts.customer_id = channels_pivoted.customer_id
    left join lifecycle_dated
        on customer_facts.customer_id = lifecycle_dated.customer_id
    left join understanding_assigned
        on customer_facts.customer_id = understanding_assigned.customer_id
    left join rfm
        on customer_facts.customer_id = rfm.customer_id
    left join customer_orders
        on customer_facts.customer_id = customer_orders.customer_id
    left join purchases_valued
        on
            customer_orders.customer_id = purchases_valued.customer_id
            and customer_orders.currency = purchases_valued.currency
    left join purchases_paced
        on customer_facts.customer_id = purchases_paced.customer_id
    left join behaviours_pivoted
        on customer_facts.customer_id = behaviours_pivoted.customer_id
)

select * from final
