{# Do the habits foretell anything? Found from what was known before the split, they are held
   against what each customer did after it, beside the plainest alternative on the same customers.
   #}
with best_hours as (
    select * from {{ ref('int_activity__best_hours') }}
    where basis = 'before_split'
),

buying_channels as (
    select * from {{ ref('int_activity__buying_channels') }}
    where basis = 'before_split'
),

hour_signs as (
    select * from {{ ref('int_activity__hour_signs') }}
),

orders_resolved as (
    select * from {{ ref('int_activity__orders_resolved') }}
    where is_purchase and ordered_at <= {{ as_of() }}
),

limits as (
    select
        {%- for name in [
            'minimum_hour_signs', 'minimum_purchases', 'minimum_arm_count', 'confidence_z',
        ] %}
            {{ reaction_limit(name) }} as {{ name }},
        {%- endfor %}
        cast({{ dbt.dateadd(
            'day', '-cast(' ~ reaction_limit('habit_split_days') ~ ' as integer)', as_of()
        ) }} as timestamp) as split_at
),

base_hours as (
    select * from best_hours
    where customer_id is null
),

{# A sign within an hour of the foretold one hits it; 23 and 0 are an hour apart. #}
hour_hits as (
    select
        'best_hour' as habit,
        case when hour_signs.sign_type in ('opened', 'clicked') then 'reactions to messages'
            else 'visits and purchases of their own choice'
        end as foretold,
        'hour of the base' as alternative,
        best_hours.customer_id,
        {{ hour_hit_rate('best_hours') }} as habit_hits,
        {{ hour_hit_rate('base_hours') }} as alternative_hits
    from best_hours
    inner join hour_signs
        on best_hours.customer_id = hour_signs.customer_id
    cross join base_hours
    cross join limits
    where
        hour_signs.occurred_at > limits.split_at
        and best_hours.sign_count >= limits.minimum_hour_signs
    group by foretold, best_hours.customer_id
),

{% set alternatives = {
    'most_used_channel': 'channel used most', 'base_channel': 'channel of the base',
} %}
channel_hits as (
    {%- for column, alternative in alternatives.items() %}
        {%- if not loop.first %}

            union all
        {% endif %}
        select
            'best_buying_channel' as habit,
            'later purchases' as foretold,
            '{{ alternative }}' as alternative,
            buying_channels.customer_id,
            avg(case when orders_resolved.order_channel = buying_channels.best_channel
                    then 1.0
                else 0.0
            end) as habit_hits,
            avg(case when orders_resolved.order_channel = buying_channels.{{ column }}
                    then 1.0
                else 0.0
            end) as alternative_hits
        from buying_channels
        inner join orders_resolved
            on buying_channels.customer_id = orders_resolved.customer_id
        cross join limits
        where
            orders_resolved.ordered_at > limits.split_at
            and buying_channels.purchase_count >= limits.minimum_purchases
        group by buying_channels.customer_id
    {%- endfor %}
),

hits as (
    select * from hour_hits
    union all
    select * from channel_hits
),

compared as (
    select
        habit,
        foretold,
        alternative,
        count(*) as customer_count,
        avg(habit_hits) as habit_hit_rate,
        avg(alternative_hits) as alternative_hit_rate,
        avg(habit_hits - alternative_hits) as difference,
        coalesce(stddev_samp(habit_hits - alternative_hits), 0)
        / sqrt(cast(count(*) as double)) as standard_error
    from hits
    group by habit, foretold, alternative
),

final as (
    select
        compared.habit,
        compared.foretold,
        compared.alternative,
        compared.customer_count,
        round(compared.habit_hit_rate, 6) as habit_hit_rate,
        round(compared.alternative_hit_rate, 6) as alternative_hit_rate,
        round(compared.difference, 6) as difference,
        round(compared.difference - limits.confidence_z * compared.standard_error, 6)
            as difference_lower_bound,
        round(compared.difference + limits.confidence_z * compared.standard_error, 6)
            as difference_upper_bound,
        case
            when compared.customer_count < limits.minimum_arm_count then 'too few'
            when compared.difference > limits.confidence_z * compared.standard_error then 'better'
            when compared.difference < -limits.confidence_z * compared.standard_error then 'worse'
            else 'no difference shown'
        end as verdict,
        limits.split_at,
        {{ as_of() }} as as_of_at
    from compared
    cross join limits
    order by compared.habit, compared.foretold, compared.alternative
)

select * from final
