{# Lists what is beyond a limit of health_limits in the last run. It warns: somebody should look,
   and the view goes out all the same. #}
{{ config(severity='warn') }}

with identity_health as (
    select * from {{ ref('identity_health') }}
),

last_run as (
    select max(as_of_at) as as_of_at
    from identity_health
),

final as (
    select identity_health.*
    from identity_health
    inner join last_run
        on identity_health.as_of_at = last_run.as_of_at
    where identity_health.is_alarm and identity_health.severity = 'warn'
)

select * from final
