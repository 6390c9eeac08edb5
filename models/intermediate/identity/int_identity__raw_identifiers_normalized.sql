with raw_identifiers as (
    select * from {{ ref('int_identity__raw_identifiers_counted') }}
),

identifier_types as (
    select * from {{ ref('identifier_types') }}
),

emails as (
    select * from {{ ref('int_identity__emails_normalized') }}
),

phones as (
    select * from {{ ref('int_identity__phones_normalized') }}
),

normalized as (
    select
        raw_identifiers.*,
        identifier_types.identifier_class,
        identifier_types.identifier_type is null as is_unknown_type,
        coalesce(not identifier_types.is_enabled, false) as is_disabled_type,
        case identifier_types.normalizer
            when 'email' then emails.normalized_value
            when 'phone' then phones.normalized_value
            when 'numeric_id' then {{ fold_numeric_id('raw_identifiers.raw_value') }}
            when 'folded_id' then {{ fold_id('raw_identifiers.raw_value') }}
            else trim(raw_identifiers.raw_value)
        end as normalized_value
    from raw_identifiers
    left join identifier_types
        on raw_identifiers.identifier_type = identifier_types.identifier_type
    left join emails
        on raw_identifiers.raw_value = emails.raw_value
            and identifier_types.normalizer = 'email'
    left join phones
        on raw_identifiers.raw_value = phones.raw_value
            and identifier_types.normalizer = 'phone'
),

final as (
    select
        identifier_type,
        identifier_class,
        raw_value,
        normalized_value,
        observation_count,
        is_verified,
        first_seen_at,
        last_seen_at,
        first_ingested_at,
        case
            when is_unknown_type then 'unknown_type'
            when is_disabled_type then 'disabled_type'
            when normalized_value is null then 'invalid_format'
            when normalized_value = '' then 'default_id'
        end as exclusion_rule
    from normalized
)

select * from final
