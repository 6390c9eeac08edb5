-- What is known of an attribute, expired or not: its value in the profile, else the last answer.
create or replace temporary table audited_known_values as
with survived as (
    select customer_id, attribute_name, attribute_value
    from profile.int_profile__attributes_survived
    where attribute_value is not null
),

answered as (
    select
        audited_asks.customer_id,
        questions.attribute_name,
        arg_max(
            audited_asks.answer_value,
            row(audited_asks.answered_at, audited_asks.source_record_id)
        ) as attribute_value
    from audited_asks
    inner join rules.questions on audited_asks.question_id = questions.question_id
    where audited_asks.status = 'answered' and audited_asks.answer_value is not null
    group by audited_asks.customer_id, questions.attribute_name
)

select customer_id, attribute_name, attribute_value
from survived
union all by name
select answered.customer_id, answered.attribute_name, answered.attribute_value
from answered
left join survived
    on
        answered.customer_id = survived.customer_id
        and answered.attribute_name = survived.attribute_name
where survived.customer_id is null
