with decisions as (
    select * from {{ ref('input__identity_decisions') }}
),

normalized as (
    select * from {{ ref('int_identity__raw_identifiers_normalized') }}
),

identifiers as (
    select * from {{ ref('int_identity__identifiers') }}
    where exclusion_rule is null
),

located as (
    select
        decisions.*,
        least(left_identifiers.identifier_id, right_identifiers.identifier_id) as left_id,
        greatest(left_identifiers.identifier_id, right_identifiers.identifier_id) as right_id
    from decisions
    left join normalized as left_values
        on decisions.left_type = left_values.identifier_type
            and decisions.left_value = left_values.raw_value
    left join identifiers as left_identifiers
        on left_values.identifier_type = left_identifiers.identifier_type
            and left_values.normalized_value = left_identifiers.normalized_value
    left join normalized as right_values
        on decisions.right_type = right_values.identifier_type
            and decisions.right_value = right_values.raw_value
    left join identifiers as right_identifiers
        on right_values.identifier_type = right_identifiers.identifier_type
            and right_values.normalized_value = right_identifiers.normalized_value
),

ranked as (
    select
        *,
        row_number() over (
            partition by left_id, right_id
            order by decided_at desc nulls last, decision_id desc nulls last
        ) as decision_rank
    from located
),

-- The last word on a pair counts; one that was taken back lets the records speak again.
final as (
    select
        decision_id,
        source_record_id,
        decision,
        left_id,
        right_id,
        reason,
        decided_by,
        decided_at,
        case
            when is_withdrawn then 'withdrawn'
            when left_id is null or right_id is null or left_id = right_id then 'unusable'
            when decision_rank > 1 then 'superseded'
            else 'in_force'
        end as status
    from ranked
)

select * from final
