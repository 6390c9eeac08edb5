with devices as (
    select * from {{ ref('int_identity__devices') }}
    where owner_count = 0
),

devices_followed as (
    select * from {{ ref('int_identity__devices_followed') }}
),

final as (
    select
        'vis_' || substring({{ keyed_hash(
            "devices.device_type || ':' || devices.device_value"
        ) }}, 1, 24) as visitor_id,
        devices.device_type,
        devices.device_value,
        devices_followed.first_seen_at,
        devices_followed.last_seen_at,
        devices_followed.observation_count
    from devices
    inner join devices_followed
        on devices.device_id = devices_followed.device_id
)

select * from final
