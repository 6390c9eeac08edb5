{#
How likely the next order holds a category: the share of the customer's own faded occasions that had
it, drawn to the base rate by a beta prior, blended with what people order after the categories of the
last order. Too thin a history abstains: the base rate, and the reason says so.
#}
with customers_served as (
    select * from {{ ref('int_recommendation__customers_served') }}
),

occasions_weighed as (
    select * from {{ ref('int_recommendation__occasions_weighed') }}
),

category_rates as (
    select * from {{ ref('int_recommendation__category_rates') }}
),

category_transitions as (
    select * from {{ ref('int_recommendation__category_transitions') }}
),

occasions as (
    select
        fold,
        customer_id,
        signal_name,
        signed_date,
        max(weight) as weight
    from occasions_weighed
    group by fold, customer_id, signal_name, signed_date
),

histories as (
    select
        fold,
        customer_id,
        sum(weight) as total_weight,
        max(case when signal_name = 'ordered' then signed_date end) as last_ordered_date
    from occasions
    group by fold, customer_id
),

owned as (
    select
        fold,
        customer_id,
        category,
        sum(weight) as category_weight
    from occasions_weighed
    group by fold, customer_id, category
),

last_orders as (
    select
        occasions_weighed.fold,
        occasions_weighed.customer_id,
        category_transitions.next_category as category,
        avg(cast(category_transitions.transition_rate as decimal(18, 9))) as transition_rate
    from occasions_weighed
    inner join histories
        on
            occasions_weighed.fold = histories.fold
            and occasions_weighed.customer_id = histories.customer_id
            and occasions_weighed.signed_date = histories.last_ordered_date
    inner join category_transitions
        on
            occasions_weighed.fold = category_transitions.fold
            and occasions_weighed.category = category_transitions.category
    where occasions_weighed.signal_name = 'ordered'
    group by
        occasions_weighed.fold,
        occasions_weighed.customer_id,
        category_transitions.next_category
),

judged as (
    select
        customers_served.fold,
        customers_served.customer_id,
        category_rates.category,
        category_rates.base_rate,
        coalesce(histories.total_weight, 0) as history_weight,
        coalesce(histories.total_weight, 0)
        < {{ recommendation_limit('minimum_occasions') }} as is_thin,
        (
            coalesce(owned.category_weight, 0)
            + {{ recommendation_limit('category_prior_orders') }} * category_rates.base_rate
        ) / (
            coalesce(histories.total_weight, 0)
            + {{ recommendation_limit('category_prior_orders') }}
        ) as history_rate,
        last_orders.transition_rate
    from customers_served
    inner join category_rates
        on customers_served.fold = category_rates.fold
    left join histories
        on
            customers_served.fold = histories.fold
            and customers_served.customer_id = histories.customer_id
    left join owned
        on
            customers_served.fold = owned.fold
            and customers_served.customer_id = owned.customer_id
            and category_rates.category = owned.category
    left join last_orders
        on
            customers_served.fold = last_orders.fold
            and customers_served.customer_id = last_orders.customer_id
            and category_rates.category = last_orders.category
),

expected as (
    select
        fold,
        customer_id,
        category,
        base_rate,
        history_weight,
        is_thin,
        history_rate,
        transition_rate,
        cast(case
            when is_thin then base_rate
            when transition_rate is null then history_rate
            else
                (1 - {{ recommendation_limit('transition_share') }}) * history_rate
                + {{ recommendation_limit('transition_share') }} * transition_rate
        end as decimal(9, 6)) as probability
    from judged
),

final as (
    select
        *,
        row_number() over (
            partition by fold, customer_id
            order by probability desc nulls last, category asc
        ) as category_rank
    from expected
)

select * from final
