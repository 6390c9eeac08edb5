with carts as (
    select * from {{ ref('input__carts') }}
    where
        status in ('open', 'abandoned')
        and updated_at <= {{ as_of() }}
),

records_resolved as (
    select * from {{ ref('int_identity__records_resolved') }}
),

raw_identifiers_resolved as (
    select * from {{ ref('int_identity__raw_identifiers_resolved') }}
),

device_owners as (
    select * from {{ ref('int_activity__device_owners') }}
),

customer_orders as (
    select * from {{ ref('int_activity__customer_orders') }}
),

attributed as (
    select
        carts.cart_id,
        carts.cart_amount,
        carts.item_count,
        carts.updated_at,
        coalesce(
            records_resolved.customer_id,
            raw_identifiers_resolved.customer_id,
            device_owners.customer_id
        ) as customer_id
    from carts
    left join records_resolved
        on carts.source_record_id = records_resolved.source_record_id
    left join raw_identifiers_resolved
        on
            carts.identifier_type = raw_identifiers_resolved.identifier_type
            and carts.identifier_value = raw_identifiers_resolved.raw_value
            and carts.updated_at >= raw_identifiers_resolved.valid_from_at
            and carts.updated_at < raw_identifiers_resolved.valid_to_at
    left join device_owners
        on
            carts.device_type = device_owners.device_type
            and carts.device_value = device_owners.device_value
            and carts.updated_at >= device_owners.valid_from_at
            and carts.updated_at < device_owners.valid_to_at
),

ranked as (
    select
        *,
        row_number() over (
            partition by customer_id order by updated_at desc nulls last, cart_id asc
        ) as cart_rank
    from attributed
    where customer_id is not null
),

final as (
    select
        ranked.customer_id,
        ranked.cart_id,
        ranked.cart_amount,
        ranked.item_count,
        ranked.updated_at as left_at
    from ranked
    left join customer_orders
        on ranked.customer_id = customer_orders.customer_id
    where
        ranked.cart_rank = 1
        and (
            customer_orders.last_order_at is null
            or customer_orders.last_order_at < ranked.updated_at
        )
)

select * from final
