{# Records of people who asked to be erased (their most personal identifier was theirs), with
   whether the erasure covers them: those that happened before the request. Later ones are of
   somebody who came back. #}
with record_identifiers as (
    select * from {{ ref('int_identity__record_identifiers') }}
    where identifier_class = 'person' and is_verified
),

identifier_types as (
    select * from {{ ref('identifier_types') }}
),

link_methods as (
    select * from {{ ref('link_methods') }}
),

erasures as (
    select * from {{ ref('int_identity__erasures') }}
),

ownerships as (
    select * from {{ ref('int_identity__identifier_ownerships') }}
),

erased_times as (
    select
        ownerships.identifier_id,
        ownerships.valid_from_at,
        least(ownerships.valid_to_at, erasures.erased_at) as erased_to_at
    from erasures
    inner join ownerships
        on erasures.cluster_id = ownerships.cluster_id
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
                {{ personal_rank('identifier_types', 'link_methods') }} asc nulls last,
                record_identifiers.identifier_id asc nulls last
        ) as priority_rank
    from record_identifiers
    inner join concerned
        on record_identifiers.source_record_id = concerned.source_record_id
            and record_identifiers.identifier_role = concerned.identifier_role
    inner join identifier_types
        on record_identifiers.identifier_type = identifier_types.identifier_type
    left join link_methods
        on record_identifiers.record_kind = link_methods.record_kind
),

final as (
    select
        ranked.source_record_id,
        ranked.identifier_role,
        max(case when ranked.occurred_at <= erased_times.erased_to_at then 1 else 0 end) = 1
            as is_erased
    from ranked
    inner join erased_times
        on ranked.identifier_id = erased_times.identifier_id
            and ranked.occurred_at >= erased_times.valid_from_at
    where ranked.priority_rank = 1
    group by ranked.source_record_id, ranked.identifier_role
)

select * from final
