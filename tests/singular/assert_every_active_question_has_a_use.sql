{# Nothing is asked for its own sake: each question that is on has a use of some worth. #}
{{ config(meta={'dagster': {'ref': {'name': 'questions'}}}) }}

with questions as (
    select * from {{ ref('questions') }}
    where is_active
),

question_uses as (
    select * from {{ ref('question_uses') }}
    where worth > 0
),

final as (
    select questions.question_id
    from questions
    left join question_uses
        on questions.question_id = question_uses.question_id
    where question_uses.question_id is null
)

select * from final
