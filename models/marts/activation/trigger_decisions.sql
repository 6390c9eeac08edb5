with occasions_decided as (
    select * from {{ ref('int_activation__occasions_decided') }}
),

triggers as (
    select * from {{ ref('triggers') }}
),

final as (
    select
        {{ dbt.hash(
            "occasions_decided.customer_id || '|' || occasions_decided.trigger_id"
            ~ " || '|' || occasions_decided.occasion_key"
        ) }} as decision_id,
        occasions_decided.customer_id,
        occasions_decided.trigger_id,
        triggers.name_fr as trigger_name_fr,
        triggers.name_en as trigger_name_en,
        occasions_decided.occasion_key,
        occasions_decided.priority,
        occasions_decided.sku,
        occasions_decided.happened_at,
        occasions_decided.opens_at,
        occasions_decided.expires_at,
        occasions_decided.fate,
        occasions_decided.channel,
        case occasions_decided.fate
            when 'chosen' then 'goes by ' || occasions_decided.channel
            when 'already_sent'
                then 'chosen on ' || {{ day_in_words(
                    'cast(occasions_decided.sent_before_at as date)', 'en'
                ) }}
            when 'expired'
                then 'expired on ' || {{ day_in_words(
                    'cast(occasions_decided.expires_at as date)', 'en'
                ) }}
            when 'sold_out' then 'out of stock again'
            when 'price_raised' then 'the price has gone up again'
            when 'objected' then 'has objected, or asked to be erased'
            when 'being_served' then 'customer service owes an answer'
            when 'no_permission' then 'has not agreed to ' || occasions_decided.purpose
            when 'no_consent'
                then 'has not agreed to offers by ' || replace(triggers.channels, '|', ' or ')
            when 'unreachable' then 'has agreed, but no address may be written to'
            when 'cooling_down'
                then 'the same trigger was chosen on ' || {{ day_in_words(
                    'cast(occasions_decided.rests_since_at as date)', 'en'
                ) }} || ' and rests ' || cast(triggers.cool_down_days as {{ dbt.type_string() }})
                    || ' days'
            when 'capped' then 'the limit ' || occasions_decided.limit_id || ' is reached'
            when 'lower_priority'
                then 'yields to '
                    || coalesce(occasions_decided.chosen_trigger_id, 'what this run chose before')
        end as why,
        occasions_decided.reason_fr,
        occasions_decided.reason_en,
        {{ as_of() }} as decided_at
    from occasions_decided
    inner join triggers
        on occasions_decided.trigger_id = triggers.trigger_id
    order by occasions_decided.customer_id, occasions_decided.priority, occasions_decided.opens_at
)

select * from final
