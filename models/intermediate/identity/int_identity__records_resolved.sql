with record_customers as (
    select * from {{ ref('int_identity__record_customers') }}
),

final as (
    select
        source_record_id,
        customer_id
    from record_customers
    where identifier_role = 'self'
)

select * from final
