{# What a form may ask at each contact point. Consent is applied again at this last step: a question
   goes only where its own purpose is consented to, and where the customer permits what the columns of
   `next_questions` are declared for. #}
-- depends_on: {{ ref('processing_purposes') }}
with next_questions as (
    select * from {{ ref('next_questions') }}
    where question_id is not null
),

questions as (
    select * from {{ ref('questions') }}
),

question_points as (
    select * from {{ ref('int_activation__question_points') }}
),

customers as (
    select * from {{ ref('customers') }}
    where not has_profiling_objection
),

privacy_states as (
    select * from {{ ref('int_profile__privacy_states') }}
    where has_objection or has_erasure_request
),

holding as (
    select cast(max(limit_value) as integer) as holds_days
    from {{ ref('question_limits') }}
    where limit_name = 'choice_holds_days'
),

-- A form has no gaps: a question that may not be shown leaves its place to the next one.
permitted_questions as (
    select
        next_questions.*,
        questions.text_fr as plain_text_fr,
        questions.text_en as plain_text_en,
        case when customers.language = 'en' then 'en' else 'fr' end as language,
        cast(row_number() over (
            partition by next_questions.customer_id, next_questions.channel
            order by next_questions.rank asc nulls last, next_questions.question_id asc nulls last
        ) as integer) as form_rank
    from next_questions
    inner join questions
        on next_questions.question_id = questions.question_id
    inner join customers
        on next_questions.customer_id = customers.customer_id
    left join privacy_states
        on next_questions.customer_id = privacy_states.customer_id
    where
        privacy_states.customer_id is null
        and {{ permitted('next_questions', 'question_id') }} is not null
        and case questions.purpose
            when 'profiling' then customers.can_profile
            when 'personalisation' then customers.can_personalise
            when 'marketing' then customers.can_email or customers.can_sms or customers.can_push
        end
),

final as (
    select
        {{ dbt.hash(
            "permitted_questions.customer_id || '|' || question_points.channel || '|' || "
            ~ "question_points.contact_point_type || '|' || question_points.contact_point || '|' || "
            ~ "cast(permitted_questions.form_rank as " ~ dbt.type_string() ~ ")"
        ) }} as placement_id,
        permitted_questions.customer_id,
        question_points.channel,
        question_points.contact_point_type,
        question_points.contact_point,
        permitted_questions.form_rank as rank,
        permitted_questions.question_id,
        permitted_questions.answer_type,
        permitted_questions.options,
        permitted_questions.language,
        {%- for language in ['fr', 'en'] %}
            case
                when question_points.shows_what_is_known
                    then permitted_questions.text_{{ language }}
                else permitted_questions.plain_text_{{ language }}
            end as text_{{ language }},
        {%- endfor %}
        permitted_questions.context,
        permitted_questions.is_confirmation and question_points.shows_what_is_known
            as is_confirmation,
        case
            when permitted_questions.is_confirmation and question_points.shows_what_is_known
                then permitted_questions.assumed_value
        end as assumed_value,
        case when question_points.shows_what_is_known then permitted_questions.reason end as reason,
        permitted_questions.computed_at,
        {{ dbt.dateadd('day', 'holding.holds_days', 'permitted_questions.computed_at') }}
            as valid_until_at
    from permitted_questions
    inner join question_points
        on
            permitted_questions.customer_id = question_points.customer_id
            and permitted_questions.channel = question_points.channel
    cross join holding
    order by permitted_questions.customer_id, question_points.channel
)

select * from final
