with customer_events as (
    select * from {{ ref('int_identity__customer_events') }}
),

final as (
    {{ registry_of('customer_events') }}
)

select * from final
