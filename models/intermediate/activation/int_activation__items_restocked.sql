{# An article came back. It concerns whom its size fits, and who wanted this very article or
   likes its brand best; by the brand alone nobody is told of what they already have. #}
with product_changes as (
    select * from {{ ref('int_activity__product_changes') }}
    where change_type = 'restocked'
),

products as (
    select
        *,
        min(size) over (partition by product_id) as smallest_size,
        max(size) over (partition by product_id) as largest_size
    from {{ ref('input__products') }}
),

sizes_worn as (
    select * from {{ ref('int_activation__sizes_worn') }}
),

items_wanted as (
    select * from {{ ref('int_activation__items_wanted') }}
    where change_type = 'restocked'
),

items_bought as (
    select * from {{ ref('int_activation__items_bought') }}
),

preferences_pivoted as (
    select * from {{ ref('int_profile__preferences_pivoted') }}
    where favourite_brand is not null
),

restocked as (
    select
        product_changes.sku,
        product_changes.changed_at,
        products.brand,
        products.size,
        products.price_amount,
        products.currency,
        products.size is null or products.smallest_size = products.largest_size as fits_everybody
    from product_changes
    inner join products
        on product_changes.sku = products.sku
),

concerned as (
    select
        customer_id,
        sku,
        changed_at,
        ground,
        wanted_at
    from items_wanted

    union all

    select
        preferences_pivoted.customer_id,
        restocked.sku,
        restocked.changed_at,
        'favourite_brand' as ground,
        cast(null as timestamp) as wanted_at
    from restocked
    inner join preferences_pivoted
        on restocked.brand = preferences_pivoted.favourite_brand
    left join items_bought
        on
            restocked.sku = items_bought.sku
            and preferences_pivoted.customer_id = items_bought.customer_id
    where items_bought.customer_id is null
),

final as (
    select
        concerned.customer_id,
        concerned.sku,
        concerned.ground,
        concerned.wanted_at,
        restocked.price_amount,
        restocked.currency,
        concerned.changed_at as restocked_at
    from concerned
    inner join restocked
        on
            concerned.sku = restocked.sku
            and concerned.changed_at = restocked.changed_at
    left join sizes_worn
        on
            concerned.customer_id = sizes_worn.customer_id
            and restocked.size = sizes_worn.size
    where
        restocked.fits_everybody
        or sizes_worn.customer_id is not null
)

select * from final
