{# Everything dated about a customer that is not a web or app event, in the timeline's shape. Ids
   are prefixed by what they are the id of. #}
{{ config(materialized='view') }}

with orders_resolved as (
    select * from {{ ref('int_activity__orders_resolved') }}
),

interactions_resolved as (
    select * from {{ ref('int_activity__interactions_resolved') }}
),

answers_resolved as (
    select * from {{ ref('int_activity__answers_resolved') }}
),

consents_resolved as (
    select * from {{ ref('int_profile__consents_resolved') }}
),

typed as (
    select
        'order/' || order_id as customer_event_id,
        customer_id,
        ordered_at as occurred_at,
        case status
            when 'cancelled' then 'order_cancelled'
            when 'returned' then 'order_returned'
            else 'order_placed'
        end as event_type,
        order_channel as channel,
        'order' as subject_type,
        order_id as subject,
        net_amount as amount,
        currency,
        cast(null as {{ dbt.type_string() }}) as campaign_id,
        source_name
    from orders_resolved

    union all

    select
        'interaction/' || interaction_id as customer_event_id,
        customer_id,
        occurred_at,
        interaction_type as event_type,
        channel,
        case when campaign_id is not null then 'campaign' else 'topic' end as subject_type,
        coalesce(campaign_id, topic) as subject,
        cast(null as decimal(18, 2)) as amount,
        cast(null as {{ dbt.type_string() }}) as currency,
        campaign_id,
        source_name
    from interactions_resolved

    union all

    select
        'answer/' || answer_id as customer_event_id,
        customer_id,
        coalesce(answered_at, asked_at) as occurred_at,
        'question_' || status as event_type,
        channel,
        'question' as subject_type,
        question_id as subject,
        cast(null as decimal(18, 2)) as amount,
        cast(null as {{ dbt.type_string() }}) as currency,
        cast(null as {{ dbt.type_string() }}) as campaign_id,
        source_name
    from answers_resolved

    union all

    select
        'consent/' || consent_id as customer_event_id,
        customer_id,
        decided_at as occurred_at,
        'consent_' || decision as event_type,
        channel,
        'purpose' as subject_type,
        purpose as subject,
        cast(null as decimal(18, 2)) as amount,
        cast(null as {{ dbt.type_string() }}) as currency,
        cast(null as {{ dbt.type_string() }}) as campaign_id,
        source_name
    from consents_resolved
),

final as (
    select
        customer_event_id,
        customer_id,
        occurred_at,
        event_type,
        channel,
        subject_type,
        subject,
        amount,
        currency,
        campaign_id,
        'record' as attribution,
        source_name
    from typed
    where customer_id is not null
)

select * from final
