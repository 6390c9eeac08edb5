with record_values as (
    select * from {{ ref('int_identity__record_values') }}
    where identifier_role = 'self' and is_verified
),

identifier_types as (
    select * from {{ ref('identifier_types') }}
),

-- An account, a card or a social profile was each opened by one person.
anchors as (
    select
        record_values.source_record_id,
        record_values.identifier_type,
        record_values.normalized_value
    from record_values
    inner join identifier_types
        on record_values.identifier_type = identifier_types.identifier_type
    where identifier_types.is_anchor
),

owners as (
    select
        record_values.identifier_type,
        record_values.normalized_value,
        anchors.identifier_type as anchor_type,
        count(distinct anchors.normalized_value) as owner_count
    from record_values
    inner join anchors
        on record_values.source_record_id = anchors.source_record_id
    inner join identifier_types
        on record_values.identifier_type = identifier_types.identifier_type
            and identifier_types.identifier_class = 'person'
            and identifier_types.max_owners is not null
    group by
        record_values.identifier_type,
        record_values.normalized_value,
        anchors.identifier_type
),

final as (
    select
        owners.identifier_type,
        owners.normalized_value,
        max(owners.owner_count) as owner_count
    from owners
    inner join identifier_types
        on owners.identifier_type = identifier_types.identifier_type
    where owners.owner_count > identifier_types.max_owners
    group by owners.identifier_type, owners.normalized_value
)

select * from final
