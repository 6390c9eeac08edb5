{# What a browser was refused consent for is not used to know the person (R31). #}
with events_attributed as (
    select * from {{ ref('int_activity__events_attributed') }}
    where
        customer_id is not null
        and coalesce(has_analytics_consent, true)
        and occurred_at <= {{ as_of() }}
),

preference_signals as (
    select * from {{ ref('preference_signals') }}
),

preference_names as (
    select * from {{ ref('preference_names') }}
),

weighed as (
    select
        events_attributed.customer_id,
        events_attributed.product_category as category,
        events_attributed.product_brand as brand,
        events_attributed.product_size as size,
        cast(
            extract(hour from {{ utc_to_local(
                'events_attributed.occurred_at', var('store_time_zone')
            ) }}) as {{ dbt.type_string() }}
        ) as hour_of_day,
        events_attributed.occurred_at,
        preference_signals.weight
    from events_attributed
    inner join preference_signals
        on events_attributed.event_name = preference_signals.signal
),

{% set columns = {
    'category': 'category', 'brand': 'brand', 'size': 'size', 'hour': 'hour_of_day',
} %}
final as (
    {% for preference_name, column in columns.items() %}
        select
            weighed.customer_id,
            preference_names.preference_name,
            weighed.{{ column }} as preference_value,
            {{ dbt.date_trunc('month', 'weighed.occurred_at') }} as month_at,
            sum({{ forward_weight(
                'weighed.weight', 'weighed.occurred_at', 'preference_names.half_life_days'
            ) }}) as forward_weight,
            count(*) as sign_count,
            max(weighed.occurred_at) as last_seen_at
        from weighed
        inner join preference_names
            on preference_names.preference_name = '{{ preference_name }}'
        where weighed.{{ column }} is not null
        group by
            weighed.customer_id,
            preference_names.preference_name,
            weighed.{{ column }},
            {{ dbt.date_trunc('month', 'weighed.occurred_at') }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select * from final
