with event_signs as (
    select * from {{ ref('int_profile__event_signs') }}
),

purchase_signs as (
    select * from {{ ref('int_profile__purchase_signs') }}
),

declared_signs as (
    select * from {{ ref('int_profile__declared_signs') }}
),

final as (
    {% for relation in ['event_signs', 'purchase_signs', 'declared_signs'] %}
        select
            customer_id,
            preference_name,
            preference_value,
            month_at,
            forward_weight,
            {% if relation == 'declared_signs' %}
                cast(0 as decimal(38, 6)) as behaviour_forward_weight,
                is_declared,
            {% else %}
                forward_weight as behaviour_forward_weight,
                false as is_declared,
            {% endif %}
            sign_count,
            last_seen_at
        from {{ relation }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select * from final
