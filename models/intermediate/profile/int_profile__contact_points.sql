with customer_identifiers as (
    select * from {{ ref('customer_identifiers') }}
    where identifier_type in ('email', 'phone') and is_current
),

raw_identifiers_resolved as (
    select * from {{ ref('int_identity__raw_identifiers_resolved') }}
    where identifier_type = 'email'
),

suppressions as (
    select * from {{ ref('int_profile__contact_point_suppressions') }}
),

{# The identity key of an address drops what mailbox providers ignore; what is written to is a
   spelling that people really gave, the key itself where somebody gave it so. #}
spellings as (
    select
        normalized_value,
        lower(trim(raw_value)) as spelling,
        row_number() over (
            partition by normalized_value
            order by
                case when lower(trim(raw_value)) = normalized_value then 0 else 1 end
                asc nulls last,
                lower(trim(raw_value)) asc nulls last,
                raw_value asc nulls last
        ) as spelling_rank
    from raw_identifiers_resolved
    where raw_value like '%_@_%'
),

ranked as (
    select
        customer_identifiers.*,
        row_number() over (
            partition by customer_identifiers.customer_id, customer_identifiers.identifier_type
            order by
                case when suppressions.suppression is null then 0 else 1 end asc nulls last,
                customer_identifiers.is_verified desc nulls last,
                customer_identifiers.last_seen_at desc nulls last,
                customer_identifiers.observation_count desc nulls last,
                customer_identifiers.identifier_value asc nulls last
        ) as contact_point_rank,
        suppressions.suppression,
        suppressions.suppressed_at
    from customer_identifiers
    left join suppressions
        on
            customer_identifiers.identifier_type = suppressions.contact_point_type
            and customer_identifiers.identifier_value = suppressions.contact_point_key
),

final as (
    select
        ranked.customer_id,
        ranked.identifier_type as contact_point_type,
        ranked.identifier_value as contact_point_key,
        coalesce(spellings.spelling, ranked.identifier_value) as contact_point,
        ranked.is_verified,
        ranked.first_seen_at,
        ranked.last_seen_at,
        ranked.observation_count,
        ranked.contact_point_rank,
        ranked.contact_point_rank = 1 as is_primary,
        ranked.suppression,
        ranked.suppressed_at
    from ranked
    left join spellings
        on
            ranked.identifier_type = 'email'
            and ranked.identifier_value = spellings.normalized_value
            and spellings.spelling_rank = 1
)

select * from final
