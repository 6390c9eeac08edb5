{# The messages chosen until now, as the last run left the log; those of a customer who has been
   merged away since count for the one they became. #}
with messages_chosen as (
    {{ previous_messages() }}
),

customer_redirects as (
    select * from {{ ref('customer_redirects') }}
),

final as (
    select
        messages_chosen.message_id,
        coalesce(customer_redirects.current_customer_id, messages_chosen.customer_id)
            as customer_id,
        messages_chosen.trigger_id,
        messages_chosen.occasion_key,
        messages_chosen.channel,
        messages_chosen.is_capped,
        messages_chosen.chosen_at,
        messages_chosen.expires_at
    from messages_chosen
    left join customer_redirects
        on messages_chosen.customer_id = customer_redirects.customer_id
)

select * from final
