with crosswalk as (
    select * from {{ ref('int_identity__crosswalk') }}
),

final as (
    select
        customer_id,
        identifier_type,
        normalized_value as identifier_value,
        valid_from_at,
        valid_to_at,
        is_current,
        first_seen_at,
        last_seen_at,
        observation_count,
        is_verified
    from crosswalk
)

select * from final
