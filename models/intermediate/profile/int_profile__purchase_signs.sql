{# A gift shows the taste and the size of somebody else; only the channel it was bought through is
   the buyer's own. #}
with orders_resolved as (
    select * from {{ ref('int_activity__orders_resolved') }}
    where
        customer_id is not null
        and is_purchase
),

order_lines as (
    select * from {{ ref('input__order_lines') }}
),

preference_signals as (
    select
        weight,
        {{ dbt.dateadd('day', '-window_days', as_of()) }} as counts_from_at
    from {{ ref('preference_signals') }}
    where signal = 'ordered'
),

bought as (
    select
        orders_resolved.order_id,
        orders_resolved.customer_id,
        orders_resolved.order_channel,
        orders_resolved.is_gift,
        orders_resolved.ordered_at,
        preference_signals.weight
    from orders_resolved
    inner join preference_signals
        on orders_resolved.ordered_at > preference_signals.counts_from_at
),

bought_lines as (
    select
        bought.customer_id,
        bought.ordered_at,
        order_lines.category,
        order_lines.brand,
        order_lines.colour,
        order_lines.size,
        case when order_lines.quantity < 0 then -bought.weight else bought.weight end as weight
    from order_lines
    inner join bought
        on order_lines.order_id = bought.order_id
    where not coalesce(bought.is_gift, false)
),

final as (
    {% for preference_name in ['category', 'brand', 'colour', 'size'] %}
        select
            customer_id,
            '{{ preference_name }}' as preference_name,
            {{ preference_name }} as preference_value,
            sum(weight) as weight,
            count(*) as sign_count,
            max(ordered_at) as last_seen_at
        from bought_lines
        where {{ preference_name }} is not null
        group by customer_id, {{ preference_name }}
        union all
    {% endfor %}
    select
        customer_id,
        'channel' as preference_name,
        order_channel as preference_value,
        sum(weight) as weight,
        count(*) as sign_count,
        max(ordered_at) as last_seen_at
    from bought
    group by customer_id, order_channel
)

select * from final
