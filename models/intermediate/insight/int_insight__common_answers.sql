{# Counts only grow, so the value that was first to be counted so often is the commonest from then
   on, until another overtakes it. Answers of the same moment do not know each other. #}
with asks_placed as (
    select * from {{ ref('int_insight__asks_placed') }}
    where answer_value is not null
),

counted as (
    select
        answer_id,
        question_id,
        answer_value,
        reacted_at,
        row_number() over (
            partition by question_id, answer_value
            order by reacted_at asc nulls last, answer_id asc nulls last
        ) as value_count,
        row_number() over (
            partition by question_id
            order by reacted_at asc nulls last, answer_id asc nulls last
        ) as answer_count
    from asks_placed
),

overtaking as (
    select
        *,
        row_number() over (
            partition by question_id, value_count
            order by answer_count asc nulls last
        ) as place
    from counted
),

moments as (
    select
        question_id,
        answer_id,
        asked_at as moment_at,
        0 as kind,
        0 as value_count
    from asks_placed

    union all

    select
        question_id,
        answer_id,
        reacted_at as moment_at,
        1 as kind,
        value_count
    from counted
),

known_before as (
    select
        *,
        max(value_count) over (
            partition by question_id
            order by moment_at asc nulls last, kind asc nulls last, answer_id asc nulls last
            rows between unbounded preceding and current row
        ) as highest_count
    from moments
),

final as (
    select
        known_before.answer_id,
        overtaking.answer_value as common_value
    from known_before
    inner join overtaking
        on
            known_before.question_id = overtaking.question_id
            and known_before.highest_count = overtaking.value_count
            and overtaking.place = 1
    where known_before.kind = 0
)

select * from final
