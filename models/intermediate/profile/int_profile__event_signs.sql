{# What a browser was refused consent for is not used to know the person (R31). #}
with events_attributed as (
    select * from {{ ref('int_activity__events_attributed') }}
    where
        customer_id is not null
        and coalesce(has_analytics_consent, true)
),

preference_signals as (
    select
        signal,
        weight,
        {{ dbt.dateadd('day', '-window_days', as_of()) }} as counts_from_at
    from {{ ref('preference_signals') }}
),

{% set columns = {
    'category': 'product_category', 'brand': 'product_brand', 'size': 'product_size',
} %}
final as (
    {% for preference_name, column in columns.items() %}
        select
            events_attributed.customer_id,
            '{{ preference_name }}' as preference_name,
            events_attributed.{{ column }} as preference_value,
            sum(preference_signals.weight) as weight,
            count(*) as sign_count,
            max(events_attributed.occurred_at) as last_seen_at
        from events_attributed
        inner join preference_signals
            on
                events_attributed.event_name = preference_signals.signal
                and events_attributed.occurred_at > preference_signals.counts_from_at
        where events_attributed.{{ column }} is not null
        group by events_attributed.customer_id, events_attributed.{{ column }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select * from final
