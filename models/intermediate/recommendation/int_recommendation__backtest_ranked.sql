{#
The first ten products of each model for each evaluated customer; all know the same past and leave out
the same products. `shuffled` is the negative control, our own lists each given to somebody else.
#}
with customers_served as (
    select * from {{ ref('int_recommendation__customers_served') }}
    where fold <> 'live'
),

products_scored as (
    select * from {{ ref('int_recommendation__products_scored') }}
    where fold <> 'live'
),

products_popular as (
    select * from {{ ref('int_recommendation__products_popular') }}
),

products_held as (
    select * from {{ ref('int_recommendation__products_held') }}
),

last_categories as (
    select * from {{ ref('int_recommendation__last_categories') }}
),

products_drawn as (
    select * from {{ ref('int_recommendation__products_drawn') }}
),

shifted as (
    select
        fold,
        customer_id,
        coalesce(lead(customer_id) over drawn, first_value(customer_id) over drawn)
            as other_customer_id
    from customers_served
    window drawn as (
        partition by fold
        order by {{ uniform_hash("customer_id || '/shuffled'") }} asc nulls last, customer_id asc
    )
),

listed as (
    select
        'recommendation' as model_name,
        fold,
        customer_id,
        product_id,
        recommendation_rank as place
    from products_scored

    union all

    select
        'shuffled' as model_name,
        shifted.fold,
        shifted.customer_id,
        products_scored.product_id,
        products_scored.recommendation_rank as place
    from shifted
    inner join products_scored
        on
            shifted.fold = products_scored.fold
            and shifted.other_customer_id = products_scored.customer_id

    union all

    select
        'affinity' as model_name,
        fold,
        customer_id,
        product_id,
        affinity_rank as place
    from products_scored
    where affinity > 0

    union all

    select
        'popularity' as model_name,
        customers_served.fold,
        customers_served.customer_id,
        products_popular.product_id,
        products_popular.overall_rank as place
    from customers_served
    inner join products_popular
        on customers_served.fold = products_popular.fold
    where products_popular.overall_rank <= 3 * {{ recommendation_limit('popular_kept') }}

    union all

    select
        'last_category' as model_name,
        last_categories.fold,
        last_categories.customer_id,
        products_popular.product_id,
        products_popular.category_rank as place
    from customers_served
    inner join last_categories
        on
            customers_served.fold = last_categories.fold
            and customers_served.customer_id = last_categories.customer_id
    inner join products_popular
        on
            last_categories.fold = products_popular.fold
            and last_categories.category = products_popular.category

    union all

    select
        'random' as model_name,
        fold,
        customer_id,
        product_id,
        draw_number as place
    from products_drawn
),

allowed as (
    select listed.*
    from listed
    left join products_held
        on
            listed.fold = products_held.fold
            and listed.customer_id = products_held.customer_id
            and listed.product_id = products_held.product_id
    where products_held.product_id is null
),

ranked as (
    select
        fold,
        model_name,
        customer_id,
        product_id,
        row_number() over (
            partition by fold, model_name, customer_id
            order by place asc nulls last, product_id asc
        ) as place
    from allowed
),

final as (
    select * from ranked
    where place <= 10
)

select * from final
