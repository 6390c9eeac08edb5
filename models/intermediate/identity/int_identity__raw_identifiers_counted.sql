with observations as (
    select * from {{ ref('input__identifier_observations') }}
),

-- A value is read with one country's rules: the one it is seen with most.
countries as (
    select
        identifier_type,
        raw_value,
        country_code,
        row_number() over (
            partition by identifier_type, raw_value
            order by sum(record_count) desc nulls last, country_code asc nulls last
        ) as country_rank
    from observations
    where identifier_type = 'phone'
    group by identifier_type, raw_value, country_code
),

counted as (
    select
        identifier_type,
        raw_value,
        sum(record_count) as observation_count,
        max(case when is_verified then 1 else 0 end) as verified_flag,
        min(occurred_at) as first_seen_at,
        max(last_occurred_at) as last_seen_at,
        min(ingested_at) as first_ingested_at
    from observations
    group by identifier_type, raw_value
),

final as (
    select
        counted.identifier_type,
        counted.raw_value,
        countries.country_code,
        cast(counted.observation_count as bigint) as observation_count,
        counted.verified_flag = 1 as is_verified,
        counted.first_seen_at,
        counted.last_seen_at,
        counted.first_ingested_at
    from counted
    left join countries
        on counted.identifier_type = countries.identifier_type
            and counted.raw_value = countries.raw_value
            and countries.country_rank = 1
)

select * from final
