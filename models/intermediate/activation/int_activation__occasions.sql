{# Every kind of occasion in one shape. A kind is added here; what is done with it is a row of the
   seed `triggers`. The key names the occasion once for all runs: it holds only dated facts. #}
with carts_left as (
    select * from {{ ref('int_activity__carts_left') }}
    where item_count > 0
),

items_restocked as (
    select * from {{ ref('int_activation__items_restocked') }}
),

items_reduced as (
    select * from {{ ref('int_activation__items_reduced') }}
),

birthdays_dated as (
    select * from {{ ref('int_activation__birthdays_dated') }}
),

customers_arrived as (
    select * from {{ ref('int_activation__customers_arrived') }}
),

segments_matched as (
    select * from {{ ref('int_segmentation__segments_matched') }}
    where segment_id = 'winback'
),

customer_orders as (
    select * from {{ ref('int_activity__customer_orders') }}
),

{% set text = dbt.type_string() %}
{% set shapes = [
    {
        'from': 'carts_left', 'kind': "'cart_left'", 'key': 'cart_id', 'happened_at': 'left_at',
        'facts': {'item_count': 'item_count'},
    },
    {
        'from': 'items_restocked', 'kind': "'item_restocked'",
        'key': "sku || ' ' || cast(restocked_at as " ~ text ~ ")", 'happened_at': 'restocked_at',
        'facts': {
            'sku': 'sku', 'ground': 'ground', 'wanted_at': 'wanted_at', 'amount': 'price_amount',
            'currency': 'currency',
        },
    },
    {
        'from': 'items_reduced', 'kind': "'price_dropped'",
        'key': "sku || ' ' || cast(reduced_at as " ~ text ~ ")", 'happened_at': 'reduced_at',
        'facts': {
            'sku': 'sku', 'ground': 'ground', 'wanted_at': 'wanted_at', 'amount': 'price_amount',
            'previous_amount': 'previous_price_amount', 'currency': 'currency',
            'drop_share': 'drop_share',
        },
    },
    {
        'from': 'birthdays_dated', 'kind': 'occasion_kind',
        'key': 'cast(extract(year from birthday_date) as ' ~ text ~ ')', 'happened_at': 'begins_at',
        'facts': {'event_date': 'birthday_date'},
    },
    {
        'from': 'customers_arrived', 'kind': "'customer_arrived'", 'key': "'arrived'",
        'happened_at': 'arrived_at', 'facts': {},
    },
    {
        'from': 'lapsed', 'kind': "'customer_lapsed'",
        'key': 'cast(cast(last_order_at as date) as ' ~ text ~ ')', 'happened_at': 'last_order_at',
        'facts': {},
    },
] %}
{% set fact_types = {
    'sku': text, 'ground': text, 'wanted_at': 'timestamp', 'item_count': 'integer',
    'previous_amount': 'decimal(18, 2)', 'amount': 'decimal(18, 2)', 'currency': text,
    'drop_share': 'double', 'event_date': 'date',
} %}
lapsed as (
    select
        segments_matched.customer_id,
        customer_orders.last_order_at
    from segments_matched
    inner join customer_orders
        on segments_matched.customer_id = customer_orders.customer_id
),

final as (
    {% for shape in shapes %}
        select
            customer_id,
            {{ shape.kind }} as occasion_kind,
            {{ shape.key }} as occasion_key,
            {{ shape.happened_at }} as happened_at,
            {%- for fact, type in fact_types.items() %}
                cast({{ shape.facts.get(fact, 'null') }} as {{ type }}) as {{ fact }}
                {%- if not loop.last %},{% endif %}
            {%- endfor %}
        from {{ shape.from }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select * from final
