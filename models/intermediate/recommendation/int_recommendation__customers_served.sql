{# For whom recommendations are computed: today for everybody who may be profiled, in the past for a
   fixed draw of those who were known then and bought something since that could have been
   recommended. Whoever was not known could only be offered what is popular, by every model alike. #}
with customers_profiled as (
    select * from {{ ref('int_profile__customers_profiled') }}
    where is_profiled
),

backtest_targets as (
    select * from {{ ref('int_recommendation__backtest_targets') }}
),

drawn as (
    select
        fold,
        customer_id,
        row_number() over (
            partition by fold
            order by {{ uniform_hash('customer_id') }} asc nulls last, customer_id asc
        ) as draw_rank
    from backtest_targets
    group by fold, customer_id
),

final as (
    select
        'live' as fold,
        customer_id
    from customers_profiled

    union all

    select
        fold,
        customer_id
    from drawn
    where draw_rank <= {{ recommendation_limit('evaluated_customers') }}
)

select * from final
