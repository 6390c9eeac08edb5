with ownerships as (
    select * from {{ ref('int_identity__device_ownerships') }}
),

final as (
    select
        device_type,
        device_value,
        customer_id,
        valid_from_at,
        valid_to_at,
        basis
    from ownerships
)

select * from final
