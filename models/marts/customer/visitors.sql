with devices as (
    select * from {{ ref('int_identity__devices') }}
    where owner_count = 0
),

final as (
    select
        'vis_' || substring({{ keyed_hash("device_type || ':' || device_value") }}, 1, 24)
            as visitor_id,
        device_type,
        device_value,
        first_seen_at,
        last_seen_at,
        observation_count
    from devices
)

select * from final
