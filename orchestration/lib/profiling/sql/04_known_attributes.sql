-- One row per customer and attribute that is known: the value, and since when. An attribute without a
-- date is known for good. What survived in the profile speaks before an answer that did not.
create or replace temp table known_attributes as
with observed as (
    select
        customer_id,
        attribute_name,
        attribute_value,
        coalesce(occurred_at, timestamp '9999-12-31') as known_at,
        0 as place
    from profile.int_profile__attributes_survived
    where attribute_value is not null
),

answered as (
    select
        asks.customer_id,
        catalogue.attribute_name,
        arg_max(asks.answer_value, (asks.ended_at, asks.answer_value)) as attribute_value,
        max(asks.ended_at) as known_at,
        1 as place
    from asks
    inner join catalogue on asks.question_id = catalogue.question_id
    where asks.status = 'answered'
    group by asks.customer_id, catalogue.attribute_name
)

select
    customer_id,
    attribute_name,
    arg_min(attribute_value, place) as attribute_value,
    max(known_at) as known_at
from (
    select * from observed
    union all
    select * from answered
) as every_way
group by customer_id, attribute_name;
