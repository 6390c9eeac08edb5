-- A question waits for what its prerequisites want to be known first.
with conditions as (
    select
        next_questions.customer_id,
        next_questions.question_id,
        question_prerequisites.attribute_name,
        question_prerequisites.condition,
        audited_known_values.attribute_value is not null as is_known,
        coalesce(
            list_contains(
                string_split(question_prerequisites.attribute_values, '|'),
                audited_known_values.attribute_value
            ),
            false
        ) as is_among
    from engine.next_questions
    inner join rules.question_prerequisites
        on next_questions.question_id = question_prerequisites.question_id
    left join audited_known_values
        on
            next_questions.customer_id = audited_known_values.customer_id
            and question_prerequisites.attribute_name = audited_known_values.attribute_name
)

select
    'waits_for_another' as rule,
    customer_id,
    question_id,
    attribute_name || ' ' || condition as detail
from conditions
where
    case condition
        when 'known' then not is_known
        when 'is' then not is_among
        when 'is_not' then is_among
        else true
    end
