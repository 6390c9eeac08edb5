{# How much this run changed: ids that move from run to run are worth nothing to whoever keeps
   them. #}
{{ config(schema='quality') }}

with changes as (
    select * from {{ ref('int_quality__crosswalk_changes') }}
),

registry as (
    select * from {{ ref('int_identity__customer_registry') }}
),

observations as (
    select * from {{ ref('input__identifier_observations') }}
),

runs as (
    select
        {{ as_of() }} as run_at,
        max(previous_run_at) as previous_run_at,
        sum(case when previous_customer_id is not null then 1 else 0 end) as known_count,
        sum(case when customer_id <> previous_customer_id then 1 else 0 end) as moved_count
    from changes
),

registered as (
    select
        sum(case when registry.registered_at = runs.run_at then 1 else 0 end) as born_count,
        sum(case when registry.redirected_at = runs.run_at then 1 else 0 end) as merged_count
    from registry
    cross join runs
),

-- In the first run every observation is new.
observed as (
    select sum(observations.record_count) as observation_count
    from observations
    cross join runs
    where
        observations.ingested_at <= runs.run_at
        and (runs.previous_run_at is null or observations.ingested_at > runs.previous_run_at)
),

final as (
    select
        'id_churn_share' as measure,
        'any' as identifier_type,
        cast(moved_count as double) / nullif(known_count, 0) as measured_value
    from runs
    union all
    select
        'customers_born' as measure,
        'any' as identifier_type,
        cast(coalesce(born_count, 0) as double) as measured_value
    from registered
    union all
    select
        'merges_per_thousand_new_observations' as measure,
        'any' as identifier_type,
        1000.0 * cast(registered.merged_count as double)
        / nullif(observed.observation_count, 0) as measured_value
    from registered
    cross join observed
)

select * from final
