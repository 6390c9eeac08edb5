with normalized as (
    select * from {{ ref('int_identity__raw_identifiers_normalized') }}
    where exclusion_rule is null
),

rules as (
    select * from {{ ref('blocked_identifiers') }}
),

identifiers as (
    select
        identifier_type,
        normalized_value,
        max(case when is_verified then 1 else 0 end) as verified_flag
    from normalized
    group by identifier_type, normalized_value
),

-- What of a value a rule of each kind is compared with.
comparable as (
    select
        identifier_type,
        normalized_value,
        'exact' as match_kind,
        normalized_value as match_value
    from identifiers
    union all
    select
        identifier_type,
        normalized_value,
        'local_part' as match_kind,
        {{ regexp_extract("normalized_value", "^([^@]*)@", 1) }} as match_value
    from identifiers
    where identifier_type = 'email'
    union all
    select
        identifier_type,
        normalized_value,
        'last_eight' as match_kind,
        right(normalized_value, 8) as match_value
    from identifiers
    where identifier_type = 'phone'
),

hits as (
    select
        comparable.identifier_type,
        comparable.normalized_value,
        rules.rule
    from comparable
    inner join rules
        on comparable.match_kind = rules.match_kind
            and comparable.match_value = rules.match_value
            and rules.identifier_type in (comparable.identifier_type, '*')
    union all
    -- A value that only an unverified social profile claims belongs to nobody yet.
    select
        identifier_type,
        normalized_value,
        'unverified_only' as rule
    from identifiers
    where verified_flag = 0
),

final as (
    select
        identifier_type,
        normalized_value,
        min(rule) as rule
    from hits
    group by identifier_type, normalized_value
)

select * from final
