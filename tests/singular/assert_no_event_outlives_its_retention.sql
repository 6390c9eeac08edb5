{#
Nothing that tracers told is older than its class is kept. The door counts from the day of the newest
delivery and by the server's clock, hence a day's grace.
#}
{{ config(meta={'dagster': {'ref': {'name': 'retention_report'}}}) }}

select
    input__events.event_id,
    input__events.ingested_at,
    retention_report.kept_since_at
from {{ ref('input__events') }} as input__events
inner join {{ ref('retention_report') }} as retention_report
    on
        retention_report.data_class = 'behaviour'
        and retention_report.applies_to = 'all'
        and input__events.occurred_at
        < {{ dbt.dateadd('day', -1, 'retention_report.kept_since_at') }}
