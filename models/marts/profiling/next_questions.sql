{# A customer id that has been merged away since the questions were chosen has no row, nor has a
   question for somebody who has objected to profiling since. What is already assumed is not asked
   anew but confirmed, in the words of the seed with the value in their place. #}
with engine_next_questions as (
    select * from {{ source('engine', 'next_questions') }}
),

questions as (
    select * from {{ ref('questions') }}
),

answers_offered as (
    select * from {{ ref('int_profile__answers_offered') }}
),

customers as (
    select
        customer_id,
        has_profiling_objection
    from {{ ref('customers') }}
),

options_listed as (
    select
        question_id,
        {{ dbt.listagg('option_value', "'|'", 'order by place, option_value') }} as option_values
    from answers_offered
    group by question_id
),

worded as (
    select
        engine_next_questions.*,
        questions.attribute_name,
        questions.answer_type,
        questions.confirm_text_fr is not null
        and engine_next_questions.is_confirmation
        and engine_next_questions.assumed_value is not null as is_worded_as_confirmation,
        questions.text_fr,
        questions.text_en,
        questions.confirm_text_fr,
        coalesce(questions.confirm_text_en, questions.confirm_text_fr) as confirm_text_en,
        {%- for language in ['fr', 'en'] %}
            case questions.answer_type
                when 'day_and_month'
                    then
                        {{ dbt.right('engine_next_questions.assumed_value', 2) }} || '/'
                        || substring(engine_next_questions.assumed_value, 1, 2)
                else
                    coalesce(
                        answers_offered.text_{{ language }}, engine_next_questions.assumed_value
                    )
            end as assumed_{{ language }}
            {%- if not loop.last %},{% endif %}
        {%- endfor %}
    from engine_next_questions
    left join questions
        on engine_next_questions.question_id = questions.question_id
    left join answers_offered
        on
            engine_next_questions.question_id = answers_offered.question_id
            and engine_next_questions.assumed_value = answers_offered.option_value
),

final as (
    select
        worded.customer_id,
        worded.rank,
        worded.question_id,
        worded.attribute_name,
        {%- for language in ['fr', 'en'] %}
            case
                when worded.is_worded_as_confirmation
                    then {{ words_filled_in(
                        'worded.confirm_text_' ~ language, {'value': 'worded.assumed_' ~ language}
                    ) }}
                else worded.text_{{ language }}
            end as text_{{ language }},
        {%- endfor %}
        worded.answer_type,
        options_listed.option_values,
        worded.channel,
        worded.context,
        worded.is_confirmation,
        worded.assumed_value,
        worded.expected_value,
        worded.expected_gain,
        worded.answer_probability,
        worded.propensity,
        worded.runner_up_id,
        worded.wanted_question_id,
        worded.reason,
        worded.blocked_rule,
        worded.computed_at
    from worded
    inner join customers
        on worded.customer_id = customers.customer_id
    left join options_listed
        on worded.question_id = options_listed.question_id
    where
        not customers.has_profiling_objection
        or worded.question_id is null
    order by worded.customer_id, worded.rank
)

select * from final
