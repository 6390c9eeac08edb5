with claims as (
    select * from {{ ref('int_identity__device_claims') }}
),

identifiers as (
    select * from {{ ref('int_identity__identifiers') }}
    where identifier_class = 'device' and exclusion_rule is null
),

identifier_types as (
    select * from {{ ref('identifier_types') }}
),

owners as (
    select
        device_id,
        count(distinct customer_id) as owner_count
    from claims
    group by device_id
),

final as (
    select
        identifiers.identifier_id as device_id,
        identifiers.identifier_type as device_type,
        identifiers.normalized_value as device_value,
        identifiers.first_seen_at,
        identifiers.last_seen_at,
        identifiers.observation_count,
        coalesce(owners.owner_count, 0) as owner_count,
        coalesce(owners.owner_count > identifier_types.max_owners, false) as is_public,
        identifier_types.time_to_live_days,
        identifier_types.look_back_days
    from identifiers
    inner join identifier_types
        on identifiers.identifier_type = identifier_types.identifier_type
    left join owners
        on identifiers.identifier_id = owners.device_id
)

select * from final
