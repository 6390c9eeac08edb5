{# A visitor is a device that nobody has claimed. One that a customer owns would be counted twice,
   once as a known person and once as an unknown one. #}
{{ config(meta={'dagster': {'ref': {'name': 'visitors'}}}) }}

with visitors as (
    select * from {{ ref('visitors') }}
),

customer_devices as (
    select * from {{ ref('customer_devices') }}
),

final as (
    select
        visitors.visitor_id,
        visitors.device_type,
        visitors.device_value,
        customer_devices.customer_id
    from visitors
    inner join customer_devices
        on
            visitors.device_type = customer_devices.device_type
            and visitors.device_value = customer_devices.device_value
)

select * from final
