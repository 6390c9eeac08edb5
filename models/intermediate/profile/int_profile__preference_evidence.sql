{% set event_columns = {
    'category': 'product_category', 'brand': 'product_brand', 'size': 'product_size',
} %}
{% set order_columns = {
    'category': 'order_lines.category', 'brand': 'order_lines.brand',
    'colour': 'order_lines.colour', 'size': 'order_lines.size',
} %}
{% set declared_attributes = {
    'category': 'favourite_category', 'brand': 'favourite_brand', 'colour': 'favourite_colour',
    'size': 'shoe_size', 'clothing size': 'clothing_size', 'channel': 'preferred_channel',
} %}

with events_attributed as (
    select * from {{ ref('int_activity__events_attributed') }}
    where customer_id is not null
        and coalesce(has_analytics_consent, true)
),

orders_resolved as (
    select * from {{ ref('int_activity__orders_resolved') }}
    where customer_id is not null
),

order_lines as (
    select * from {{ ref('input__order_lines') }}
),

attributes_survived as (
    select * from {{ ref('int_profile__attributes_survived') }}
),

preference_signals as (
    select
        signal,
        weight,
        {{ dbt.dateadd('day', '-window_days', as_of()) }} as counts_from_at
    from {{ ref('preference_signals') }}
),

{# A gift shows the taste and the size of somebody else. #}
bought as (
    select
        orders_resolved.customer_id,
        orders_resolved.order_channel,
        orders_resolved.ordered_at,
        preference_signals.weight
    from orders_resolved
    inner join preference_signals
        on preference_signals.signal = 'ordered'
        and orders_resolved.ordered_at > preference_signals.counts_from_at
    where orders_resolved.is_purchase
),

bought_lines as (
    select
        orders_resolved.customer_id,
        orders_resolved.ordered_at,
        order_lines.category,
        order_lines.brand,
        order_lines.colour,
        order_lines.size,
        case when order_lines.quantity < 0 then -preference_signals.weight
            else preference_signals.weight end as weight
    from order_lines
    inner join orders_resolved
        on order_lines.order_id = orders_resolved.order_id
    inner join preference_signals
        on preference_signals.signal = 'ordered'
        and orders_resolved.ordered_at > preference_signals.counts_from_at
    where orders_resolved.is_purchase
        and not coalesce(orders_resolved.is_gift, false)
),

signs as (
    {%- for preference_name, column in event_columns.items() %}
    select
        events_attributed.customer_id,
        '{{ preference_name }}' as preference_name,
        events_attributed.{{ column }} as preference_value,
        sum(preference_signals.weight) as weight,
        count(*) as sign_count,
        max(events_attributed.occurred_at) as last_seen_at
    from events_attributed
    inner join preference_signals
        on events_attributed.event_name = preference_signals.signal
        and events_attributed.occurred_at > preference_signals.counts_from_at
    where events_attributed.{{ column }} is not null
    group by events_attributed.customer_id, events_attributed.{{ column }}

    union all
    {% endfor %}
    {%- for preference_name in order_columns %}
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
    {%- for preference_name, attribute_name in declared_attributes.items() %}

    union all

    select
        attributes_survived.customer_id,
        '{{ preference_name | replace("clothing ", "") }}' as preference_name,
        attributes_survived.attribute_value as preference_value,
        preference_signals.weight,
        1 as sign_count,
        attributes_survived.occurred_at as last_seen_at
    from attributes_survived
    inner join preference_signals
        on preference_signals.signal = 'declared'
        and attributes_survived.occurred_at > preference_signals.counts_from_at
    where attributes_survived.attribute_name = '{{ attribute_name }}'
    {%- endfor %}
),

final as (
    select
        customer_id,
        preference_name,
        preference_value,
        cast(sum(weight) as bigint) as weight,
        cast(sum(sign_count) as bigint) as sign_count,
        max(last_seen_at) as last_seen_at
    from signs
    group by customer_id, preference_name, preference_value
    having sum(weight) > 0
)

select * from final
