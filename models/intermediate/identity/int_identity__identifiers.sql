with normalized as (
    select * from {{ ref('int_identity__raw_identifiers_normalized') }}
    where exclusion_rule is null
),

blocked as (
    select * from {{ ref('int_identity__blocked_values') }}
),

promiscuous as (
    select * from {{ ref('int_identity__promiscuous_values') }}
),

identifiers as (
    select
        identifier_type,
        identifier_class,
        normalized_value,
        sum(observation_count) as observation_count,
        max(case when is_verified then 1 else 0 end) = 1 as is_verified,
        min(first_seen_at) as first_seen_at,
        max(last_seen_at) as last_seen_at,
        min(first_ingested_at) as first_ingested_at
    from normalized
    group by identifier_type, identifier_class, normalized_value
),

-- Dense integers: a hash as the key can collide, and a collision would fuse two people.
final as (
    select
        cast(row_number() over (
            order by
                identifiers.identifier_type asc nulls last,
                identifiers.normalized_value asc nulls last
        ) as bigint) as identifier_id,
        identifiers.identifier_type,
        identifiers.identifier_class,
        identifiers.normalized_value,
        case
            when identifiers.identifier_class = 'person'
                then {{ keyed_hash(
                    "identifiers.identifier_type || ':' || identifiers.normalized_value"
                ) }}
        end as identifier_hash,
        cast(identifiers.observation_count as bigint) as observation_count,
        identifiers.is_verified,
        identifiers.first_seen_at,
        identifiers.last_seen_at,
        identifiers.first_ingested_at,
        coalesce(
            blocked.rule, case when promiscuous.owner_count is not null then 'promiscuous' end
        ) as exclusion_rule
    from identifiers
    left join blocked
        on identifiers.identifier_type = blocked.identifier_type
            and identifiers.normalized_value = blocked.normalized_value
    left join promiscuous
        on identifiers.identifier_type = promiscuous.identifier_type
            and identifiers.normalized_value = promiscuous.normalized_value
)

select * from final
