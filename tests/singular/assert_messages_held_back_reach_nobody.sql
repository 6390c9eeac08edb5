{# A message held back by lot is on nobody's timeline, and weighs on nobody: the pressure of a
   customer is the messages that were sent and arrived. #}
{{ config(meta={'dagster': {'ref': {'name': 'contact_habits'}}}) }}

with customer_events as (
    select * from {{ ref('customer_events') }}
),

contact_habits as (
    select * from {{ ref('contact_habits') }}
),

contacts as (
    select * from {{ ref('int_activity__contacts') }}
),

sent as (
    select
        customer_id,
        count(*) as contact_count
    from contacts
    where customer_id is not null and not is_withheld and not is_bounced
    group by customer_id
),

final as (
    select customer_id
    from customer_events
    where event_type = 'email_withheld'

    union all

    select contact_habits.customer_id
    from contact_habits
    left join sent
        on contact_habits.customer_id = sent.customer_id
    where contact_habits.contact_count <> coalesce(sent.contact_count, 0)
)

select * from final
