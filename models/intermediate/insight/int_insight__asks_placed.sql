{# An answer that comes after the days given finds the ask ignored, so that an outcome, once known,
   never changes. The stage is the one held just before the ask: being asked is itself a sign of
   life. The learning of rates reads asks by the same rules
   (orchestration/lib/profiling/learning/sql/responses). #}
with answers as (
    select * from {{ ref('input__answers') }}
    where asked_at <= {{ as_of() }}
),

records_resolved as (
    select * from {{ ref('int_identity__records_resolved') }}
),

customers_profiled as (
    select * from {{ ref('int_profile__customers_profiled') }}
    where is_profiled
),

questions as (
    select * from {{ ref('questions') }}
),

stays_assigned as (
    select * from {{ ref('int_segmentation__lifecycle_stays_assigned') }}
),

limits as (
    select cast({{ question_limit('answer_days') }} as integer) as answer_days
),

timed as (
    select
        answers.answer_id,
        records_resolved.customer_id,
        answers.question_id,
        questions.attribute_name,
        coalesce(answers.channel, 'unknown') as channel,
        answers.status,
        answers.answer_value,
        answers.asked_at,
        case
            when answers.status <> 'asked' then coalesce(answers.answered_at, answers.asked_at)
        end as reacted_at,
        {{ dbt.dateadd('day', 'limits.answer_days', 'answers.asked_at') }} as settled_at
    from answers
    inner join records_resolved
        on answers.source_record_id = records_resolved.source_record_id
    inner join customers_profiled
        on records_resolved.customer_id = customers_profiled.customer_id
    inner join questions
        on answers.question_id = questions.question_id
    cross join limits
),

final as (
    select
        timed.answer_id,
        timed.customer_id,
        timed.question_id,
        timed.attribute_name,
        timed.channel,
        coalesce(stays_assigned.lifecycle_stage, 'none') as lifecycle_stage,
        timed.asked_at,
        timed.settled_at <= {{ as_of() }} as is_settled,
        case
            when timed.reacted_at <= least(timed.settled_at, {{ as_of() }}) then timed.status
            when timed.settled_at <= {{ as_of() }} then 'ignored'
            else 'open'
        end as outcome,
        case
            when timed.reacted_at <= least(timed.settled_at, {{ as_of() }}) then timed.reacted_at
        end as reacted_at,
        case
            when
                timed.status = 'answered'
                and timed.reacted_at <= least(timed.settled_at, {{ as_of() }})
                then timed.answer_value
        end as answer_value
    from timed
    left join stays_assigned
        on
            timed.customer_id = stays_assigned.customer_id
            and timed.asked_at > stays_assigned.entered_at
            and timed.asked_at <= stays_assigned.ends_at
)

select * from final
