{# Who enters and who leaves a segment in this run, and why: today's members against those whom the
   log has as members still. The first cause that holds is told. #}
with memberships_before as (
    select * from {{ ref('int_segmentation__memberships_before') }}
),

segments_matched as (
    select * from {{ ref('int_segmentation__segments_matched') }}
),

segments_defined as (
    select * from {{ ref('int_segmentation__segments_defined') }}
),

customers_profiled as (
    select * from {{ ref('int_profile__customers_profiled') }}
),

customer_registry as (
    select * from {{ ref('int_identity__customer_registry') }}
),

this_run as (
    select * from {{ ref('int_segmentation__runs_numbered') }}
    where may_write
),

segments_before as (
    {{ previous_segment_runs() }}
),

members_merged as (
    select
        redirects_to_customer_id as customer_id,
        segment_id
    from memberships_before
    where redirects_to_customer_id is not null
    group by redirects_to_customer_id, segment_id
),

entered as (
    select
        segments_matched.customer_id,
        segments_matched.segment_id,
        'entered' as change_type,
        case
            when this_run.previous_run_at is null then 'log_began'
            when members_merged.customer_id is not null then 'merged_in'
            when customer_registry.registered_at > this_run.previous_run_at then 'new_customer'
            when not coalesce(segments_before.is_in_force, false) then 'definition_began'
            when segments_before.definition_hash <> segments_defined.definition_hash
                then 'definition_changed'
            else 'data_changed'
        end as cause,
        segments_defined.definition_hash,
        segments_matched.reason
    from segments_matched
    cross join this_run
    inner join segments_defined
        on segments_matched.segment_id = segments_defined.segment_id
    left join memberships_before
        on
            segments_matched.customer_id = memberships_before.customer_id
            and segments_matched.segment_id = memberships_before.segment_id
    left join members_merged
        on
            segments_matched.customer_id = members_merged.customer_id
            and segments_matched.segment_id = members_merged.segment_id
    left join customer_registry
        on segments_matched.customer_id = customer_registry.customer_id
    left join segments_before
        on segments_matched.segment_id = segments_before.segment_id
    where memberships_before.customer_id is null
),

departed as (
    select
        memberships_before.customer_id,
        memberships_before.segment_id,
        'left' as change_type,
        case
            when memberships_before.redirects_to_customer_id is not null then 'merged'
            when customers_profiled.customer_id is null then 'gone'
            when not customers_profiled.is_profiled then 'objection'
            when segments_defined.segment_id is null then 'definition_removed'
            when not segments_defined.is_in_force then 'definition_expired'
            when segments_before.definition_hash <> segments_defined.definition_hash
                then 'definition_changed'
            else 'data_changed'
        end as cause,
        coalesce(segments_defined.definition_hash, memberships_before.definition_hash)
            as definition_hash,
        cast(null as {{ dbt.type_string() }}) as reason
    from memberships_before
    left join segments_matched
        on
            memberships_before.customer_id = segments_matched.customer_id
            and memberships_before.segment_id = segments_matched.segment_id
    left join customers_profiled
        on memberships_before.customer_id = customers_profiled.customer_id
    left join segments_defined
        on memberships_before.segment_id = segments_defined.segment_id
    left join segments_before
        on memberships_before.segment_id = segments_before.segment_id
    where segments_matched.customer_id is null
),

changed as (
    select * from entered
    union all
    select * from departed
),

final as (
    select
        {{ dbt.hash(
            "changed.customer_id || '|' || changed.segment_id || '|' || changed.change_type"
            ~ " || '|' || cast(this_run.run_number as " ~ dbt.type_string() ~ ")"
        ) }} as change_id,
        this_run.run_number,
        changed.customer_id,
        changed.segment_id,
        changed.change_type,
        changed.cause,
        changed.definition_hash,
        changed.reason,
        this_run.previous_run_at,
        this_run.run_at as occurred_at
    from changed
    cross join this_run
)

select * from final
