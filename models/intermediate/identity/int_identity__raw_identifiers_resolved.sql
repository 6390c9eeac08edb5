with raw_identifiers as (
    select * from {{ ref('int_identity__raw_identifiers') }}
    where exclusion_rule is null
),

crosswalk as (
    select * from {{ ref('int_identity__crosswalk') }}
),

-- A value that passed on has a row for each holder, and an event its holder of the time.
final as (
    select
        raw_identifiers.identifier_type,
        raw_identifiers.raw_value,
        raw_identifiers.normalized_value,
        crosswalk.customer_id,
        crosswalk.valid_from_at,
        crosswalk.valid_to_at
    from raw_identifiers
    inner join crosswalk
        on raw_identifiers.identifier_id = crosswalk.identifier_id
)

select * from final
