with crosswalk_history as (
    select * from {{ ref('int_identity__crosswalk_history') }}
    where known_from_at < known_to_at
),

identifiers as (
    select * from {{ ref('int_identity__identifiers') }}
    where identifier_class = 'person' and exclusion_rule is null
),

final as (
    select
        crosswalk_history.crosswalk_row_id,
        crosswalk_history.identifier_type,
        identifiers.normalized_value as identifier_value,
        crosswalk_history.customer_id,
        crosswalk_history.valid_from_at,
        crosswalk_history.valid_to_at,
        crosswalk_history.known_from_at,
        crosswalk_history.known_to_at
    from crosswalk_history
    left join identifiers
        on crosswalk_history.identifier_hash = identifiers.identifier_hash
)

select * from final
