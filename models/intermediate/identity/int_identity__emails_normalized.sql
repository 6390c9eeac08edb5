with raw_identifiers as (
    select * from {{ ref('int_identity__raw_identifiers_counted') }}
),

providers as (
    select * from {{ ref('email_providers') }}
),

trimmed as (
    select
        raw_value,
        {{ regexp_replace("lower(trim(raw_value))", "^mailto:", "") }} as address
    from raw_identifiers
    where identifier_type = 'email'
),

-- RFC 5321 allows 64 octets before the @ and 254 in all; quoted local parts are not accepted.
split as (
    select
        raw_value,
        {{ regexp_extract("address", "^([^@]+)@", 1) }} as local_part,
        {{ regexp_extract("address", "@([^@]+)$", 1) }} as domain
    from trimmed
    where
        {{ regexp_matches(
            "address",
            "^[^@[:space:]<>()\\[\\],;:]{1,64}@([^@[:space:]<>()\\[\\],;:.]+[.])+[^@[:space:]<>()\\[\\],;:.]{2,}$"
        ) }}
        and length(address) <= 254
),

spelled as (
    select
        split.raw_value,
        coalesce(providers.canonical_domain, split.domain) as domain,
        case
            when providers.ignores_tags
                then {{ regexp_extract("split.local_part", "^([^+]*)", 1) }}
            else split.local_part
        end as local_part,
        coalesce(providers.ignores_dots, false) as ignores_dots
    from split
    left join providers
        on split.domain = providers.domain
),

undotted as (
    select
        raw_value,
        domain,
        case when ignores_dots then replace(local_part, '.', '') else local_part end as local_part
    from spelled
),

final as (
    select
        raw_value,
        case when local_part <> '' then local_part || '@' || domain end as normalized_value
    from undotted
)

select * from final
