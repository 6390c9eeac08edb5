{# Records of people who were erased in an earlier run, in whatever delivery they come back: they
   happened before the erasure, and their most personal identifier has a tombstone. They take no part
   in anything, so what the person shared with others is free again. #}
with record_values as (
    select * from {{ ref('int_identity__record_values') }}
    where identifier_class = 'person' and is_verified
),

identifiers as (
    select * from {{ ref('int_identity__identifiers') }}
    where exclusion_rule is null
),

identifier_types as (
    select * from {{ ref('identifier_types') }}
),

link_methods as (
    select * from {{ ref('link_methods') }}
),

tombstones as (
    {{ previous_tombstones() }}
),

buried as (
    select
        identifiers.identifier_type,
        identifiers.normalized_value,
        tombstones.erased_at
    from tombstones
    inner join identifiers
        on tombstones.identifier_hash = identifiers.identifier_hash
),

concerned as (
    select
        record_values.source_record_id,
        record_values.identifier_role
    from record_values
    inner join buried
        on record_values.identifier_type = buried.identifier_type
            and record_values.normalized_value = buried.normalized_value
    group by record_values.source_record_id, record_values.identifier_role
),

ranked as (
    select
        record_values.source_record_id,
        record_values.identifier_role,
        record_values.identifier_type,
        record_values.normalized_value,
        record_values.occurred_at,
        row_number() over (
            partition by record_values.source_record_id, record_values.identifier_role
            order by
                {{ personal_rank('identifier_types', 'link_methods') }} asc nulls last,
                record_values.normalized_value asc nulls last
        ) as priority_rank
    from record_values
    inner join concerned
        on record_values.source_record_id = concerned.source_record_id
            and record_values.identifier_role = concerned.identifier_role
    inner join identifier_types
        on record_values.identifier_type = identifier_types.identifier_type
    left join link_methods
        on record_values.record_kind = link_methods.record_kind
),

final as (
    select
        ranked.source_record_id,
        ranked.identifier_role
    from ranked
    inner join buried
        on ranked.identifier_type = buried.identifier_type
            and ranked.normalized_value = buried.normalized_value
            and ranked.occurred_at <= buried.erased_at
    where ranked.priority_rank = 1
)

select * from final
