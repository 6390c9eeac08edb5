with customer_identifiers as (
    select * from {{ ref('customer_identifiers') }}
),

customer_devices as (
    select * from {{ ref('customer_devices') }}
),

devices as (
    select
        customer_id,
        device_type,
        device_value
    from customer_devices
    group by customer_id, device_type, device_value
),

device_counts as (
    select
        customer_id,
        count(*) as device_count
    from devices
    group by customer_id
),

ranked as (
    select
        *,
        row_number() over (
            partition by customer_id, identifier_type
            order by last_seen_at desc nulls last, identifier_value asc nulls last
        ) as recency_rank
    from customer_identifiers
),

counted as (
    select
        customer_id,
        count(*) as identifier_count,
        sum(case when identifier_type = 'email' then 1 else 0 end) as email_count,
        sum(case when identifier_type = 'phone' then 1 else 0 end) as phone_count,
        max(case when identifier_type = 'login' then 1 else 0 end) = 1 as has_login,
        max(case when identifier_type = 'social_id' then 1 else 0 end) = 1 as has_social_login,
        max(case when identifier_type = 'loyalty_id' then 1 else 0 end) = 1 as has_loyalty_card,
        max(case
            when identifier_type = 'loyalty_id' and recency_rank = 1
                then identifier_value
        end) as loyalty_id
    from ranked
    group by customer_id
),

final as (
    select
        counted.customer_id,
        cast(counted.identifier_count as integer) as identifier_count,
        cast(counted.email_count as integer) as email_count,
        cast(counted.phone_count as integer) as phone_count,
        counted.has_login,
        counted.has_social_login,
        counted.has_loyalty_card,
        counted.loyalty_id,
        cast(coalesce(device_counts.device_count, 0) as integer) as device_count
    from counted
    left join device_counts
        on counted.customer_id = device_counts.customer_id
)

select * from final
