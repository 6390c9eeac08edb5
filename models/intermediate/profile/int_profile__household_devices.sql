{# Pairs that sign in on one browser or phone. A public device (a kiosk) pairs nobody. #}
with customer_devices as (
    select * from {{ ref('customer_devices') }}
    where basis <> 'public_session'
),

ordered as (
    select
        *,
        lag(customer_id) over (
            partition by device_type, device_value
            order by valid_from_at asc nulls last, customer_id asc
        ) as previous_customer_id
    from customer_devices
),

-- How often each owner came to the device: one who came back uses it in turns.
owners as (
    select
        device_type,
        device_value,
        customer_id,
        sum(case when customer_id = previous_customer_id then 0 else 1 end) as turn_count,
        min(valid_from_at) as first_owned_at,
        max(valid_to_at) as last_owned_at
    from ordered
    group by device_type, device_value, customer_id
),

final as (
    select
        owners.customer_id as left_customer_id,
        right_owners.customer_id as right_customer_id,
        case
            when greatest(owners.turn_count, right_owners.turn_count) > 1
                then 'device_in_turns'
            else 'device_handed_over'
        end as evidence,
        cast(owners.turn_count + right_owners.turn_count as bigint) as record_count,
        greatest(owners.first_owned_at, right_owners.first_owned_at) as first_seen_at,
        least(owners.last_owned_at, right_owners.last_owned_at, {{ as_of() }})
            as last_seen_at
    from owners
    inner join owners as right_owners
        on
            owners.device_type = right_owners.device_type
            and owners.device_value = right_owners.device_value
            and owners.customer_id < right_owners.customer_id
)

select * from final
