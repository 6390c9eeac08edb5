with memberships_folded as (
    select * from {{ ref('int_segmentation__memberships_folded') }}
),

entry_causes as (
    select * from {{ ref('segment_change_causes') }}
    where change_type = 'entered'
),

exit_causes as (
    select * from {{ ref('segment_change_causes') }}
    where change_type = 'left'
),

final as (
    select
        memberships_folded.membership_id,
        memberships_folded.customer_id,
        memberships_folded.segment_id,
        memberships_folded.is_current,
        memberships_folded.entered_at,
        memberships_folded.not_member_at,
        case
            when memberships_folded.not_member_at is null then 'at_or_before'
            else 'between_runs'
        end as entered_basis,
        memberships_folded.entered_cause,
        entry_causes.name_fr as entered_cause_fr,
        entry_causes.name_en as entered_cause_en,
        memberships_folded.reason,
        memberships_folded.definition_hash,
        memberships_folded.left_at,
        memberships_folded.last_member_at,
        memberships_folded.left_cause,
        exit_causes.name_fr as left_cause_fr,
        exit_causes.name_en as left_cause_en
    from memberships_folded
    left join entry_causes
        on memberships_folded.entered_cause = entry_causes.cause
    left join exit_causes
        on memberships_folded.left_cause = exit_causes.cause
    order by
        memberships_folded.customer_id,
        memberships_folded.segment_id,
        memberships_folded.entered_at,
        memberships_folded.membership_id
)

select * from final
