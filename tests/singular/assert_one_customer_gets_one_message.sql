{# In no run was a customer chosen for two messages, and no occasion was ever chosen twice (R30). #}
{{ config(meta={'dagster': {'ref': {'name': 'next_messages'}}}) }}

with next_messages as (
    select * from {{ ref('next_messages') }}
),

messages_chosen as (
    select * from {{ ref('int_activation__messages_chosen') }}
),

told as (
    select
        customer_id,
        'two messages in one run' as what
    from messages_chosen
    group by customer_id, chosen_at
    having count(*) > 1

    union all

    select
        customer_id,
        'one occasion told twice' as what
    from messages_chosen
    group by customer_id, trigger_id, occasion_key
    having count(*) > 1

    union all

    select
        customer_id,
        'two messages to send' as what
    from next_messages
    group by customer_id
    having count(*) > 1
),

final as (
    select * from told
)

select * from final
