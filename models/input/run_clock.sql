with ingestion_times as (
    select max(ingested_at) as ingested_at from {{ ref('input__identifier_observations') }}
    union all
    select max(ingested_at) as ingested_at from {{ ref('input__events') }}
    union all
    select max(ingested_at) as ingested_at from {{ ref('input__orders') }}
    union all
    select max(ingested_at) as ingested_at from {{ ref('input__interactions') }}
    union all
    select max(ingested_at) as ingested_at from {{ ref('input__answers') }}
    union all
    select max(ingested_at) as ingested_at from {{ ref('input__attributes') }}
    union all
    select max(ingested_at) as ingested_at from {{ ref('input__consents') }}
    union all
    select max(ingested_at) as ingested_at from {{ ref('input__privacy_requests') }}
),

final as (
    select coalesce(max(ingested_at), cast('1970-01-01' as timestamp)) as as_of_at
    from ingestion_times
)

select * from final
