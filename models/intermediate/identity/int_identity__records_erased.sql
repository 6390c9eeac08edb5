{# Records of people who asked to be erased: those that happened before the request and whose most
   personal identifier was theirs, in whatever delivery they come. #}
with record_identifiers as (
    select * from {{ ref('int_identity__record_identifiers') }}
    where identifier_class = 'person' and is_verified
),

identifier_types as (
    select * from {{ ref('identifier_types') }}
),

identifiers as (
    select * from {{ ref('int_identity__identifiers') }}
),

erasures as (
    select * from {{ ref('int_identity__erasures') }}
),

ownerships as (
    select * from {{ ref('int_identity__identifier_ownerships') }}
),

tombstones as (
    select * from {{ ref('int_identity__tombstones') }}
),

erased_times as (
    select
        ownerships.identifier_id,
        ownerships.valid_from_at,
        least(ownerships.valid_to_at, erasures.erased_at) as erased_to_at
    from erasures
    inner join ownerships
        on erasures.cluster_id = ownerships.cluster_id
    union all
    select
        identifiers.identifier_id,
        cast('1900-01-01' as timestamp) as valid_from_at,
        tombstones.erased_at as erased_to_at
    from tombstones
    inner join identifiers
        on tombstones.identifier_hash = identifiers.identifier_hash
),

erased_identifiers as (
    select identifier_id
    from erased_times
    group by identifier_id
),

concerned as (
    select
        record_identifiers.source_record_id,
        record_identifiers.identifier_role
    from record_identifiers
    inner join erased_identifiers
        on record_identifiers.identifier_id = erased_identifiers.identifier_id
    group by record_identifiers.source_record_id, record_identifiers.identifier_role
),

ranked as (
    select
        record_identifiers.source_record_id,
        record_identifiers.identifier_role,
        record_identifiers.identifier_id,
        record_identifiers.occurred_at,
        row_number() over (
            partition by record_identifiers.source_record_id, record_identifiers.identifier_role
            order by
                identifier_types.priority asc nulls last,
                record_identifiers.identifier_id asc nulls last
        ) as priority_rank
    from record_identifiers
    inner join concerned
        on record_identifiers.source_record_id = concerned.source_record_id
            and record_identifiers.identifier_role = concerned.identifier_role
    inner join identifier_types
        on record_identifiers.identifier_type = identifier_types.identifier_type
),

final as (
    select
        ranked.source_record_id,
        ranked.identifier_role
    from ranked
    inner join erased_times
        on ranked.identifier_id = erased_times.identifier_id
            and ranked.occurred_at >= erased_times.valid_from_at
            and ranked.occurred_at <= erased_times.erased_to_at
    where ranked.priority_rank = 1
    group by ranked.source_record_id, ranked.identifier_role
)

select * from final
