{# What customer_consents permits is what the ledger says of the moment of the run: there is one
   truth, and any other date can be asked of it. #}
{{ config(meta={'dagster': {'ref': {'name': 'customer_consents'}}}) }}

with customer_consents as (
    select * from {{ ref('customer_consents') }}
),

consents_then as (
    {{ consents_at(as_of()) }}
),

final as (
    select
        coalesce(customer_consents.customer_id, consents_then.customer_id) as customer_id,
        coalesce(customer_consents.purpose, consents_then.purpose) as purpose,
        coalesce(customer_consents.channel, consents_then.channel) as channel
    from customer_consents
    full join consents_then
        on
            customer_consents.customer_id = consents_then.customer_id
            and customer_consents.purpose = consents_then.purpose
            and customer_consents.channel = consents_then.channel
    where
        customer_consents.customer_id is null
        or consents_then.customer_id is null
        or customer_consents.is_granted <> consents_then.is_granted
        or customer_consents.decision <> consents_then.decision
)

select * from final
