with record_values as (
    select * from {{ ref('int_identity__record_values') }}
),

records_forgotten as (
    select * from {{ ref('int_identity__records_forgotten') }}
),

identifiers as (
    select * from {{ ref('int_identity__identifiers') }}
    where exclusion_rule is null
),

final as (
    select
        record_values.source_record_id,
        record_values.record_kind,
        record_values.identifier_role,
        record_values.identifier_type,
        record_values.identifier_class,
        identifiers.identifier_id,
        record_values.is_verified,
        record_values.is_sign_out,
        record_values.record_count,
        record_values.occurred_at,
        record_values.last_occurred_at,
        record_values.ingested_at
    from record_values
    inner join identifiers
        on record_values.identifier_type = identifiers.identifier_type
            and record_values.normalized_value = identifiers.normalized_value
    left join records_forgotten
        on record_values.source_record_id = records_forgotten.source_record_id
            and record_values.identifier_role = records_forgotten.identifier_role
    where records_forgotten.source_record_id is null
)

select * from final
