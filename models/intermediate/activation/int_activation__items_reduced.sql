{# A wish of the customer's became cheaper, and they have not bought it since. #}
with product_changes as (
    select * from {{ ref('int_activity__product_changes') }}
    where change_type = 'price_dropped'
),

items_wanted as (
    select * from {{ ref('int_activation__items_wanted') }}
    where
        change_type = 'price_dropped'
        and ground = 'wished'
),

final as (
    select
        items_wanted.customer_id,
        items_wanted.sku,
        items_wanted.ground,
        items_wanted.wanted_at,
        product_changes.previous_price_amount,
        product_changes.price_amount,
        product_changes.currency,
        -product_changes.price_change_share as drop_share,
        product_changes.changed_at as reduced_at
    from items_wanted
    inner join product_changes
        on
            items_wanted.sku = product_changes.sku
            and items_wanted.currency = product_changes.currency
            and items_wanted.changed_at = product_changes.changed_at
)

select * from final
