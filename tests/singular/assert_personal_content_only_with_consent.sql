{# What a list says about a person beyond the address (segments, a question to ask) goes out only to
   those who agreed to what it is for. The columns, and what they are for, are those of the YAML. #}
{{ config(meta={'dagster': {'ref': {'name': 'contacts'}}}) }}
-- depends_on: {{ ref('processing_purposes') }}

with contacts as (
    select * from {{ ref('contacts') }}
),

customers as (
    select * from {{ ref('customers') }}
),

final as (
    select contacts.*
    from contacts
    inner join customers
        on contacts.customer_id = customers.customer_id
    where
        false
        {%- for column_name, permissions in permissions_of_columns('contacts').items() %}
            or (
                contacts.{{ column_name }} is not null
                {%- if 'never' not in permissions %}
                    and not (
                        coalesce(customers.{{ permissions | join(', false) and coalesce(customers.') }}, false)
                    )
                {%- endif %}
            )
        {%- endfor %}
)

select * from final
