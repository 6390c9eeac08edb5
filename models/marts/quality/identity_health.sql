{#
How identity was in every run, and what is alarming in it. The history is never dropped by a full
refresh: a base that was recognised worse yesterday than last month can be told only by what was
kept. A run that is repeated replaces its own rows and compares with the run before it.
#}
{{ config(
    materialized='incremental',
    unique_key=['as_of_at', 'measure', 'identifier_type'],
    incremental_strategy='delete+insert',
    full_refresh=false,
    on_schema_change='fail'
) }}

with sizes as (
    select * from {{ ref('int_quality__sizes_measured') }}
),

evidence as (
    select * from {{ ref('int_quality__evidence_measured') }}
),

changes as (
    select * from {{ ref('int_quality__changes_measured') }}
),

limits as (
    select * from {{ ref('health_limits') }}
),

history as (
    {% if is_incremental() -%}
    select * from {{ this }}
    {%- else -%}
        select
            cast(null as timestamp) as as_of_at,
            cast(null as {{ dbt.type_string() }}) as measure,
            cast(null as {{ dbt.type_string() }}) as identifier_type,
            cast(null as double) as measured_value
        where 1 = 0
    {%- endif %}
),

measured as (
    select
        measure,
        identifier_type,
        measured_value
    from sizes
    union all
    select
        measure,
        identifier_type,
        measured_value
    from evidence
    union all
    select
        measure,
        identifier_type,
        measured_value
    from changes
),

previous_run as (
    select max(as_of_at) as as_of_at
    from history
    where as_of_at < {{ as_of() }}
),

previous as (
    select
        history.measure,
        history.identifier_type,
        history.measured_value
    from history
    inner join previous_run
        on history.as_of_at = previous_run.as_of_at
),

compared as (
    select
        measured.measure,
        measured.identifier_type,
        measured.measured_value,
        previous.measured_value as previous_value,
        (measured.measured_value - previous.measured_value)
        / nullif(abs(previous.measured_value), 0) as change_share
    from measured
    left join previous
        on measured.measure = previous.measure
            and measured.identifier_type = previous.identifier_type
),

-- A limit looks one way: up or down, at the figure itself and at its change since the run before.
broken as (
    select
        compared.measure,
        compared.identifier_type,
        limits.severity,
        limits.reason,
        row_number() over (
            partition by compared.measure, compared.identifier_type
            order by
                case when limits.severity = 'error' then 0 else 1 end,
                case when limits.identifier_type = '*' then 1 else 0 end,
                limits.comparison asc nulls last
        ) as limit_rank
    from compared
    inner join limits
        on compared.measure = limits.measure
            and limits.identifier_type in (compared.identifier_type, '*')
    where
        (limits.comparison = 'above' and compared.measured_value > limits.threshold)
        or (limits.comparison = 'below' and compared.measured_value < limits.threshold)
        or (limits.comparison = 'above' and compared.change_share > limits.max_change_share)
        or (limits.comparison = 'below' and compared.change_share < -limits.max_change_share)
),

final as (
    select
        {{ as_of() }} as as_of_at,
        compared.measure,
        compared.identifier_type,
        compared.measured_value,
        compared.previous_value,
        compared.change_share,
        broken.measure is not null as is_alarm,
        broken.severity,
        broken.reason
    from compared
    left join broken
        on compared.measure = broken.measure
            and compared.identifier_type = broken.identifier_type
            and broken.limit_rank = 1
)

select * from final
