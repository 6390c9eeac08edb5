with answers as (
    select * from {{ ref('input__answers') }}
),

records_resolved as (
    select * from {{ ref('int_identity__records_resolved') }}
),

final as (
    select
        answers.answer_id,
        records_resolved.customer_id,
        answers.source_name,
        answers.question_id,
        answers.status,
        answers.channel,
        answers.context,
        answers.asked_at,
        answers.answered_at
    from answers
    left join records_resolved
        on answers.source_record_id = records_resolved.source_record_id
)

select * from final
