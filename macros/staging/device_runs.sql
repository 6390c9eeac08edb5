{# Uninterrupted runs of a device's records: same device, same login (or none), same day, and the
   same word on whether its tracer may be used. A device is used by one person most days, so a day
   with a single login is one plain aggregate; only the days on which the login or the consent
   changes are put in order record by record.
   `relation`, a model so that each reading takes only the columns it needs, has source_record_id,
   device_value, login, has_tracer_consent, occurred_at and ingested_at. #}
{% macro device_runs(relation) -%}
    {%- set tracer_word -%}
        case has_tracer_consent when true then 1 when false then 0 else -1 end
    {%- endset -%}
    with device_days as (
        select
            device_value,
            {{ dbt.date_trunc('day', 'occurred_at') }} as occurred_on,
            min(login) as login,
            (count(login) = 0 or count(login) = count(*) and min(login) = max(login))
            and min({{ tracer_word }}) = max({{ tracer_word }}) as is_one_run,
            min({{ tracer_word }}) as tracer_word,
            {{ earliest_record('occurred_at', 'source_record_id') }} as first_record,
            min(occurred_at) as first_occurred_at,
            max(occurred_at) as last_occurred_at,
            count(*) as record_count,
            min(ingested_at) as first_ingested_at
        from {{ relation }}
        group by device_value, {{ dbt.date_trunc('day', 'occurred_at') }}
    ),

    shared_records as (
        select
            records.source_record_id,
            records.device_value,
            records.login,
            case records.has_tracer_consent when true then 1 when false then 0 else -1 end
                as tracer_word,
            device_days.occurred_on,
            records.occurred_at,
            records.ingested_at
        from {{ relation }} as records
        inner join device_days
            on coalesce(records.device_value, '') = coalesce(device_days.device_value, '')
            and {{ dbt.date_trunc('day', 'records.occurred_at') }} = device_days.occurred_on
        where not device_days.is_one_run
    ),

    shared_starts as (
        select
            shared_records.*,
            case
                when
                    coalesce(login, '') = lag(coalesce(login, '')) over (
                        partition by device_value, occurred_on
                        order by occurred_at asc nulls first, source_record_id asc nulls first
                    )
                    and tracer_word = lag(tracer_word) over (
                        partition by device_value, occurred_on
                        order by occurred_at asc nulls first, source_record_id asc nulls first
                    ) then 0
                else 1
            end as is_start
        from shared_records
    ),

    shared_runs as (
        select
            shared_starts.*,
            sum(is_start) over (
                partition by device_value, occurred_on
                order by occurred_at asc nulls first, source_record_id asc nulls first
                rows between unbounded preceding and current row
            ) as run_number
        from shared_starts
    )

    select
        {{ earliest_record_id('first_record', 'first_occurred_at') }} as source_record_id,
        device_value,
        login,
        case tracer_word when 1 then true when 0 then false end as has_tracer_consent,
        first_occurred_at as occurred_at,
        last_occurred_at,
        record_count,
        first_ingested_at as ingested_at
    from device_days
    where is_one_run

    union all

    select
        min(case when is_start = 1 then source_record_id end) as source_record_id,
        device_value,
        min(login) as login,
        case min(tracer_word) when 1 then true when 0 then false end as has_tracer_consent,
        min(occurred_at) as occurred_at,
        max(occurred_at) as last_occurred_at,
        count(*) as record_count,
        min(ingested_at) as ingested_at
    from shared_runs
    group by device_value, occurred_on, run_number
{%- endmacro %}
