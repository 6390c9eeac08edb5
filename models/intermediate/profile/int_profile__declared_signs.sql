{# Each statement is a sign on the day it was made and fades like any other, so a taste said long
   ago yields to what the person buys now. #}
with attributes_resolved as (
    select * from {{ ref('int_profile__attributes_resolved') }}
    where
        value_kind = 'declared'
        and is_plausible
        and occurred_at <= {{ as_of() }}
),

attributes_survived as (
    select * from {{ ref('int_profile__attributes_survived') }}
    where not is_expired
),

preference_signals as (
    select * from {{ ref('preference_signals') }}
    where signal = 'declared'
),

preference_names as (
    select * from {{ ref('preference_names') }}
),

final as (
    select
        attributes_resolved.customer_id,
        preference_names.preference_name,
        attributes_resolved.attribute_value as preference_value,
        {{ dbt.date_trunc('month', 'attributes_resolved.occurred_at') }} as month_at,
        sum({{ forward_weight(
            'preference_signals.weight', 'attributes_resolved.occurred_at',
            'preference_names.half_life_days'
        ) }}) as forward_weight,
        count(*) as sign_count,
        max(attributes_resolved.occurred_at) as last_seen_at,
        count(attributes_survived.attribute_value) > 0 as is_declared
    from attributes_resolved
    inner join preference_names
        on
            {{ dbt.concat(["' '", 'preference_names.declared_by', "' '"]) }}
            like {{ dbt.concat(["'% '", 'attributes_resolved.attribute_name', "' %'"]) }}
    cross join preference_signals
    left join attributes_survived
        on
            attributes_resolved.customer_id = attributes_survived.customer_id
            and attributes_resolved.attribute_name = attributes_survived.attribute_name
            and attributes_resolved.attribute_value = attributes_survived.attribute_value
    group by
        attributes_resolved.customer_id,
        preference_names.preference_name,
        attributes_resolved.attribute_value,
        {{ dbt.date_trunc('month', 'attributes_resolved.occurred_at') }}
)

select * from final
