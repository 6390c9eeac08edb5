{% set declared_attributes = {
    'favourite_category': 'category', 'favourite_brand': 'brand', 'favourite_colour': 'colour',
    'shoe_size': 'size', 'clothing_size': 'size', 'preferred_channel': 'channel',
} %}

with event_signs as (
    select * from {{ ref('int_profile__event_signs') }}
),

purchase_signs as (
    select * from {{ ref('int_profile__purchase_signs') }}
),

attributes_survived as (
    select * from {{ ref('int_profile__attributes_survived') }}
    where
        attribute_name in (
            {%- for attribute_name in declared_attributes %}
                '{{ attribute_name }}'{{ "," if not loop.last }}
            {%- endfor %}
        )
),

preference_signals as (
    select
        weight,
        {{ dbt.dateadd('day', '-window_days', as_of()) }} as counts_from_at
    from {{ ref('preference_signals') }}
    where signal = 'declared'
),

declared_signs as (
    select
        attributes_survived.customer_id,
        case attributes_survived.attribute_name
            {%- for attribute_name, preference_name in declared_attributes.items() %}
                when '{{ attribute_name }}' then '{{ preference_name }}'
            {%- endfor %}
        end as preference_name,
        attributes_survived.attribute_value as preference_value,
        preference_signals.weight,
        1 as sign_count,
        attributes_survived.occurred_at as last_seen_at
    from attributes_survived
    inner join preference_signals
        on attributes_survived.occurred_at > preference_signals.counts_from_at
),

signs as (
    select
        customer_id,
        preference_name,
        preference_value,
        weight,
        sign_count,
        last_seen_at
    from event_signs
    union all
    select
        customer_id,
        preference_name,
        preference_value,
        weight,
        sign_count,
        last_seen_at
    from purchase_signs
    union all
    select
        customer_id,
        preference_name,
        preference_value,
        weight,
        sign_count,
        last_seen_at
    from declared_signs
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
