{# What a list says about a person beyond the address (segments, a question to ask) is profiling,
   and goes out only to those who agreed to be profiled. #}
{{ config(meta={'dagster': {'ref': {'name': 'contacts'}}}) }}

with contacts as (
    select * from {{ ref('contacts') }}
),

customers as (
    select * from {{ ref('customers') }}
),

final as (
    select
        contacts.contact_id,
        contacts.segments,
        contacts.next_question_id
    from contacts
    inner join customers on contacts.customer_id = customers.customer_id
    where
        (contacts.segments is not null and not customers.can_profile)
        or (
            contacts.next_question_id is not null
            and not (customers.can_profile or customers.can_personalise)
        )
)

select * from final
