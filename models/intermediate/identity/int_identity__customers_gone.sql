{# Registered customers who are nowhere any more: erased where a tombstone says so, else retired
   (all their identifiers were blocked, or their records withdrawn). #}
with registry as (
    select * from {{ ref('int_identity__registry_before') }}
    where status <> 'erased'
),

places as (
    select * from {{ ref('int_identity__registered_places') }}
),

tombstones_before as (
    {{ previous_tombstones() }}
),

tombstones as (
    select identifier_hash from {{ ref('int_identity__tombstones') }}
    union
    select identifier_hash from tombstones_before
),

known_before as (
    {{ previous_crosswalk() }}
),

lost as (
    select registry.*
    from registry
    left join places
        on registry.customer_id = places.customer_id
    where places.customer_id is null
),

lost_identifiers as (
    select
        customer_id,
        anchor_hash as identifier_hash
    from lost
    union
    select
        lost.customer_id,
        known_before.identifier_hash
    from lost
    inner join known_before
        on lost.customer_id = known_before.customer_id
),

buried as (
    select lost_identifiers.customer_id
    from lost_identifiers
    inner join tombstones
        on lost_identifiers.identifier_hash = tombstones.identifier_hash
    group by lost_identifiers.customer_id
),

final as (
    select
        lost.customer_id,
        case when buried.customer_id is null then 'retired' else 'erased' end as event_type
    from lost
    left join buried
        on lost.customer_id = buried.customer_id
    where buried.customer_id is not null or lost.status = 'standing'
)

select * from final
