{# A gift shows the taste and the size of somebody else; only the channel and the hour it was bought
   at are the buyer's own. #}
with orders_resolved as (
    select * from {{ ref('int_activity__orders_resolved') }}
    where
        customer_id is not null
        and is_purchase
        and ordered_at <= {{ as_of() }}
),

order_lines as (
    select * from {{ ref('input__order_lines') }}
),

preference_signals as (
    select * from {{ ref('preference_signals') }}
    where signal = 'ordered'
),

preference_names as (
    select * from {{ ref('preference_names') }}
),

bought as (
    select
        orders_resolved.order_id,
        orders_resolved.customer_id,
        orders_resolved.order_channel as channel,
        cast(
            extract(hour from {{ utc_to_local(
                'orders_resolved.ordered_at', var('store_time_zone')
            ) }}) as {{ dbt.type_string() }}
        ) as hour_of_day,
        orders_resolved.is_gift,
        orders_resolved.ordered_at,
        preference_signals.weight
    from orders_resolved
    cross join preference_signals
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

{% set columns = {
    'category': 'bought_lines.category', 'brand': 'bought_lines.brand',
    'colour': 'bought_lines.colour', 'size': 'bought_lines.size',
    'channel': 'bought.channel', 'hour': 'bought.hour_of_day',
} %}
final as (
    {% for preference_name, column in columns.items() %}
        {% set relation = column.split('.')[0] %}
        select
            {{ relation }}.customer_id,
            preference_names.preference_name,
            {{ column }} as preference_value,
            {{ dbt.date_trunc('month', relation ~ '.ordered_at') }} as month_at,
            sum({{ forward_weight(
                relation ~ '.weight', relation ~ '.ordered_at', 'preference_names.half_life_days'
            ) }}) as forward_weight,
            count(*) as sign_count,
            max({{ relation }}.ordered_at) as last_seen_at
        from {{ relation }}
        inner join preference_names
            on preference_names.preference_name = '{{ preference_name }}'
        where {{ column }} is not null
        group by
            {{ relation }}.customer_id,
            preference_names.preference_name,
            {{ column }},
            {{ dbt.date_trunc('month', relation ~ '.ordered_at') }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select * from final
