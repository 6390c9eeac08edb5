{#
The first order after the backtest's day, against what each model expected of it: whether it holds the
category thought likeliest, and the mean log loss over all categories. `last_category` repeats the last
order: its likelihoods are those of the transitions alone.
#}
with signs_dated as (
    select * from {{ ref('int_recommendation__signs_dated') }}
    where signal_name = 'ordered' and category is not null
),

folds_dated as (
    select * from {{ ref('int_recommendation__folds_dated') }}
    where fold <> 'live'
),

categories_expected as (
    select * from {{ ref('int_recommendation__categories_expected') }}
    where fold <> 'live'
),

last_categories as (
    select * from {{ ref('int_recommendation__last_categories') }}
),

next_orders as (
    select
        folds_dated.fold,
        signs_dated.customer_id,
        min(signs_dated.signed_date) as ordered_date
    from signs_dated
    inner join folds_dated
        on signs_dated.signed_date > folds_dated.known_until_date
    group by folds_dated.fold, signs_dated.customer_id
),

ordered as (
    select
        next_orders.fold,
        signs_dated.customer_id,
        signs_dated.category
    from signs_dated
    inner join next_orders
        on
            signs_dated.customer_id = next_orders.customer_id
            and signs_dated.signed_date = next_orders.ordered_date
    group by next_orders.fold, signs_dated.customer_id, signs_dated.category
),

expected as (
    select
        'expectation' as model_name,
        fold,
        customer_id,
        category,
        cast(probability as double) as probability,
        cast(probability as double) as preference
    from categories_expected

    union all

    select
        'base_rate' as model_name,
        fold,
        customer_id,
        category,
        base_rate as probability,
        base_rate as preference
    from categories_expected

    union all

    select
        'last_category' as model_name,
        categories_expected.fold,
        categories_expected.customer_id,
        categories_expected.category,
        coalesce(categories_expected.transition_rate, categories_expected.base_rate)
            as probability,
        case when last_categories.category = categories_expected.category then 1 else 0 end
        + categories_expected.base_rate / 10 as preference
    from categories_expected
    left join last_categories
        on
            categories_expected.fold = last_categories.fold
            and categories_expected.customer_id = last_categories.customer_id
),

compared as (
    select
        expected.model_name,
        expected.customer_id,
        expected.category,
        case
            when expected.probability < 0.001 then 0.001
            when expected.probability > 0.999 then 0.999
            else expected.probability
        end as probability,
        case when ordered.category is not null then 1 else 0 end as was_ordered,
        row_number() over (
            partition by expected.model_name, expected.customer_id
            order by expected.preference desc nulls last, expected.category asc
        ) as place
    from expected
    inner join next_orders
        on
            expected.fold = next_orders.fold
            and expected.customer_id = next_orders.customer_id
    left join ordered
        on
            expected.fold = ordered.fold
            and expected.customer_id = ordered.customer_id
            and expected.category = ordered.category
),

final as (
    select
        model_name,
        customer_id,
        max(case when place = 1 then was_ordered end) as accuracy,
        avg(cast(
            case when was_ordered = 1 then -ln(probability) else -ln(1 - probability) end
            as decimal(18, 9)
        )) as log_loss
    from compared
    group by model_name, customer_id
)

select * from final
