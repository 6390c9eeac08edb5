{#
Which products the same people care for. Likeness is the cosine of who cares for each (Sarwar,
Karypis, Konstan and Riedl, "Item-based collaborative filtering recommendation algorithms", WWW
2001), shrunk by support as in Bell and Koren, "Scalable collaborative filtering with jointly derived
neighborhood interpolation weights", ICDM 2007. Decision 0045 has what it was measured against.

Pairs grow with the square of a person's products, so only the newest of each person enter.
#}
with products_weighed as (
    select * from {{ ref('int_recommendation__products_weighed') }}
    where product_rank <= {{ recommendation_limit('products_per_customer') }}
),

product_counts as (
    select
        fold,
        product_id,
        count(*) as customer_count
    from products_weighed
    group by fold, product_id
),

customer_counts as (
    select
        fold,
        count(*) as customer_count
    from products_weighed
    where product_rank = 1
    group by fold
),

paired_once as (
    select
        products_weighed.fold,
        products_weighed.product_id,
        rights.product_id as other_product_id,
        count(*) as support_count
    from products_weighed
    inner join products_weighed as rights
        on
            products_weighed.fold = rights.fold
            and products_weighed.customer_id = rights.customer_id
            and products_weighed.product_id < rights.product_id
    where
        abs({{ dbt.datediff(
            'products_weighed.last_signed_date', 'rights.last_signed_date', 'day'
        ) }})
        <= {{ recommendation_limit('pair_window_days') }}
    group by products_weighed.fold, products_weighed.product_id, rights.product_id
    having count(*) >= {{ recommendation_limit('minimum_support') }}
),

paired as (
    select
        fold,
        product_id,
        other_product_id,
        support_count
    from paired_once

    union all

    select
        fold,
        other_product_id as product_id,
        product_id as other_product_id,
        support_count
    from paired_once
),

measured as (
    select
        paired.fold,
        paired.product_id,
        paired.other_product_id,
        paired.support_count,
        cast(paired.support_count as double) / own_counts.customer_count as confidence,
        cast(paired.support_count as double) * customer_counts.customer_count
        / own_counts.customer_count / other_counts.customer_count as lift,
        cast(
            paired.support_count
            / power(cast(own_counts.customer_count as double), 0.5)
            / power(
                cast(other_counts.customer_count as double),
                {{ recommendation_limit('popularity_damping') }}
            )
            * paired.support_count
            / (paired.support_count + {{ recommendation_limit('shrinkage') }})
            as decimal(18, 9)
        ) as affinity_score
    from paired
    inner join product_counts as own_counts
        on
            paired.fold = own_counts.fold
            and paired.product_id = own_counts.product_id
    inner join product_counts as other_counts
        on
            paired.fold = other_counts.fold
            and paired.other_product_id = other_counts.product_id
    inner join customer_counts
        on paired.fold = customer_counts.fold
),

ranked as (
    select
        *,
        row_number() over (
            partition by fold, product_id
            order by affinity_score desc nulls last, other_product_id asc
        ) as affinity_rank
    from measured
),

final as (
    select *
    from ranked
    where affinity_rank <= {{ recommendation_limit('neighbours_kept') }}
)

select * from final
