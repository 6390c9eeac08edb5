-- One row per customer and attribute that is known, however: declared, observed, bought, or shown by
-- enough orders to be sure. An attribute without a date is known for good.
create or replace temp table known_attributes as
with observed as (
    select
        customer_id,
        attribute_name,
        coalesce(occurred_at, timestamp '9999-12-31') as known_at
    from profile.int_profile__attributes_survived
    where attribute_value is not null
),

shown_by_orders as (
    select
        customers.customer_id,
        tastes.attribute_name,
        coalesce(customers.last_order_at, asking.as_of_at) as known_at
    from marts.customers as customers
    cross join asking
    cross join (
        values ('favourite_category'), ('favourite_brand'), ('preferred_channel'), ('preferred_store')
    ) as tastes (attribute_name)
    where
        customers.order_count >= asking.orders_for_sure_inference
        and case tastes.attribute_name
            when 'favourite_category' then customers.favourite_category
            when 'favourite_brand' then customers.favourite_brand
            when 'preferred_channel' then customers.preferred_channel
            when 'preferred_store' then customers.nearest_store_id
        end is not null
),

answered as (
    select
        asks.customer_id,
        question_values.attribute_name,
        asks.last_answered_at as known_at
    from asks
    inner join question_values on asks.question_id = question_values.question_id
    where asks.last_answered_at is not null
)

select customer_id, attribute_name, max(known_at) as known_at
from (
    select customer_id, attribute_name, known_at from observed
    union all
    select customer_id, attribute_name, known_at from shown_by_orders
    union all
    select customer_id, attribute_name, known_at from answered
) as every_way
group by customer_id, attribute_name;
