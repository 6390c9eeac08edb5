{# What a sending platform is to send now. The address is that of the contact, so nobody is here
   who is not in `contacts`; what an article or a date tells of the person goes only where they
   agreed. #}
-- depends_on: {{ ref('processing_purposes') }}
with occasions_decided as (
    select * from {{ ref('int_activation__occasions_decided') }}
    where fate = 'chosen'
),

triggers as (
    select * from {{ ref('triggers') }}
),

contacts as (
    select * from {{ ref('contacts') }}
),

customers as (
    select * from {{ ref('customers') }}
),

{% set facts = [
    'sku', 'product_name', 'ground', 'item_count', 'previous_amount', 'amount', 'currency',
    'event_date',
] %}
final as (
    select
        {{ dbt.hash(
            "occasions_decided.customer_id || '|' || occasions_decided.trigger_id"
            ~ " || '|' || occasions_decided.occasion_key"
        ) }} as message_id,
        occasions_decided.customer_id,
        contacts.contact_id,
        occasions_decided.channel,
        occasions_decided.trigger_id,
        triggers.subject_fr,
        triggers.subject_en,
        {%- for fact in facts %}
            {{ permitted('next_messages', fact, 'occasions_decided') }} as {{ fact }},
        {%- endfor %}
        occasions_decided.reason_fr,
        occasions_decided.reason_en,
        {{ as_of() }} as chosen_at,
        occasions_decided.expires_at
    from occasions_decided
    inner join triggers
        on occasions_decided.trigger_id = triggers.trigger_id
    inner join contacts
        on
            occasions_decided.customer_id = contacts.customer_id
            and occasions_decided.channel = contacts.channel
    inner join customers
        on occasions_decided.customer_id = customers.customer_id
    order by occasions_decided.customer_id
)

select * from final
