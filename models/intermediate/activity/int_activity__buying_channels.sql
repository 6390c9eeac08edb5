{# Where a customer buys: purchases by channel on top of the base's shares as a prior (the
   posterior mean of a Dirichlet-multinomial), beside the channel used most and the base's own.
   Found twice, as the hours are: from all that is known, and from what was known before the
   split. #}
with orders_resolved as (
    select * from {{ ref('int_activity__orders_resolved') }}
    where
        customer_id is not null
        and is_purchase
        and order_channel is not null
        and ordered_at <= {{ as_of() }}
),

customers_profiled as (
    select * from {{ ref('int_profile__customers_profiled') }}
    where is_profiled
),

limits as (
    select
        {{ reaction_limit('buying_prior_count') }} as buying_prior_count,
        {{ dbt.dateadd(
            'day', '-cast(' ~ reaction_limit('habit_split_days') ~ ' as integer)', as_of()
        ) }} as split_at
),

counted as (
    select
        'now' as basis,
        orders_resolved.customer_id,
        orders_resolved.order_channel,
        count(*) as purchase_count
    from orders_resolved
    inner join customers_profiled
        on orders_resolved.customer_id = customers_profiled.customer_id
    group by orders_resolved.customer_id, orders_resolved.order_channel

    union all

    select
        'before_split' as basis,
        orders_resolved.customer_id,
        orders_resolved.order_channel,
        count(*) as purchase_count
    from orders_resolved
    inner join customers_profiled
        on orders_resolved.customer_id = customers_profiled.customer_id
    inner join limits
        on orders_resolved.ordered_at <= limits.split_at
    group by orders_resolved.customer_id, orders_resolved.order_channel
),

base as (
    select
        basis,
        order_channel,
        sum(purchase_count) / cast(sum(sum(purchase_count)) over (partition by basis) as double)
            as channel_share
    from counted
    group by basis, order_channel
),

buyers as (
    select
        basis,
        customer_id,
        sum(purchase_count) as total_count
    from counted
    group by basis, customer_id
),

scored as (
    select
        buyers.basis,
        buyers.customer_id,
        buyers.total_count,
        base.order_channel,
        base.channel_share as base_share,
        coalesce(counted.purchase_count, 0) as purchase_count,
        (coalesce(counted.purchase_count, 0) + limits.buying_prior_count * base.channel_share)
        / (buyers.total_count + limits.buying_prior_count) as channel_share
    from buyers
    inner join base
        on buyers.basis = base.basis
    left join counted
        on
            buyers.basis = counted.basis
            and buyers.customer_id = counted.customer_id
            and base.order_channel = counted.order_channel
    cross join limits
),

{% set orders = {'best': 'channel_share', 'used': 'purchase_count', 'base': 'base_share'} %}
ranked as (
    select
        {%- for name, column in orders.items() %}
            row_number() over (
                partition by basis, customer_id
                order by {{ column }} desc nulls last, order_channel asc nulls last
            ) as {{ name }}_rank,
        {%- endfor %}
        basis,
        customer_id,
        total_count,
        order_channel,
        channel_share
    from scored
),

final as (
    select
        basis,
        customer_id,
        cast(max(total_count) as integer) as purchase_count,
        max(case when best_rank = 1 then order_channel end) as best_channel,
        max(case when best_rank = 1 then channel_share end) as best_channel_share,
        max(case when used_rank = 1 then order_channel end) as most_used_channel,
        max(case when base_rank = 1 then order_channel end) as base_channel
    from ranked
    group by basis, customer_id
)

select * from final
