{# A customer id that has been merged away since the questions were chosen has no row, nor has a
   question for somebody who has objected to profiling since. #}
with engine_next_questions as (
    select * from {{ source('engine', 'next_questions') }}
),

questions as (
    select * from {{ ref('questions') }}
),

customers as (
    select
        customer_id,
        has_profiling_objection
    from {{ ref('customers') }}
),

final as (
    select
        engine_next_questions.customer_id,
        engine_next_questions.rank,
        engine_next_questions.question_id,
        questions.attribute_name,
        questions.text_fr,
        questions.text_en,
        questions.answer_type,
        questions.options_from as options,
        engine_next_questions.channel,
        engine_next_questions.context,
        engine_next_questions.expected_value,
        engine_next_questions.answer_probability,
        engine_next_questions.reason,
        engine_next_questions.blocked_rule,
        engine_next_questions.computed_at
    from engine_next_questions
    inner join customers
        on engine_next_questions.customer_id = customers.customer_id
    left join questions
        on engine_next_questions.question_id = questions.question_id
    where
        not customers.has_profiling_objection
        or engine_next_questions.question_id is null
    order by engine_next_questions.customer_id, engine_next_questions.rank
)

select * from final
