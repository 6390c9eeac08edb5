with stays_assigned as (
    select * from {{ ref('int_segmentation__lifecycle_stays_assigned') }}
    where entered_at <= {{ as_of() }}
),

stays_explained as (
    select * from {{ ref('int_segmentation__lifecycle_stays_explained') }}
),

lifecycle_stages as (
    select * from {{ ref('lifecycle_stages') }}
),

dated as (
    select
        *,
        case when ends_at <= {{ as_of() }} then ends_at end as left_at,
        least(ends_at, {{ as_of() }}) as seen_until_at
    from stays_assigned
),

final as (
    select
        dated.customer_id,
        dated.stay_number,
        dated.lifecycle_stage,
        lifecycle_stages.name_fr,
        lifecycle_stages.name_en,
        dated.entered_at,
        dated.left_at,
        dated.previous_stage,
        case when dated.left_at is not null then dated.next_stage end as next_stage,
        stays_explained.reason,
        stays_explained.ended_by,
        cast(
            {{ dbt.datediff('dated.entered_at', 'dated.seen_until_at', 'day') }}
            as integer
        ) as duration_days,
        dated.left_at is null as is_current
    from dated
    inner join stays_explained
        on
            dated.customer_id = stays_explained.customer_id
            and dated.stay_number = stays_explained.stay_number
    inner join lifecycle_stages
        on dated.lifecycle_stage = lifecycle_stages.lifecycle_stage
    order by dated.customer_id, dated.stay_number
)

select * from final
