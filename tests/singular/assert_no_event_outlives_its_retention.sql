{#
Nothing that tracers told is older than its class is kept. The door counts from the day of the newest
delivery and by the server's clock, hence a day's grace.
#}
{{ config(meta={'dagster': {'ref': {'name': 'retention_report'}}}) }}

with events as (
    select * from {{ ref('input__events') }}
),

limits as (
    select kept_since_at
    from {{ ref('retention_report') }}
    where
        data_class = 'behaviour'
        and applies_to = 'all'
),

final as (
    select
        events.event_id,
        events.ingested_at,
        limits.kept_since_at
    from events
    inner join limits
        on events.occurred_at < {{ dbt.dateadd('day', -1, 'limits.kept_since_at') }}
)

select * from final
