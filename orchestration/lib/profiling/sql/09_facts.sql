-- One row per customer and fact that may tell of others: what is known of them in few words, what their
-- behaviour shows, and their stage. The most personal attributes are kept apart: nothing is concluded
-- from them, nor about them.
create or replace temp table facts as
select known_attributes.customer_id, known_attributes.attribute_name, known_attributes.attribute_value
from known_attributes
inner join catalogue on known_attributes.attribute_name = catalogue.attribute_name
cross join asking
where
    catalogue.answer_type in ('choice', 'scale', 'number', 'store')
    and catalogue.generality < asking.generality_kept_apart
    and known_attributes.attribute_value is not null
union all
select customer_guesses.customer_id, 'shown_' || customer_guesses.attribute_name, customer_guesses.guessed_value
from customer_guesses
inner join catalogue on customer_guesses.attribute_name = catalogue.attribute_name
where customer_guesses.confidence >= 0.5 and catalogue.answer_type <> 'store'
union all
select customer_id, 'lifecycle_stage', lifecycle_stage
from marts.customers
where lifecycle_stage is not null;

-- The same of the attributes kept apart, for how common each answer is among all.
create or replace temp table facts_apart as
select known_attributes.customer_id, known_attributes.attribute_name, known_attributes.attribute_value
from known_attributes
inner join catalogue on known_attributes.attribute_name = catalogue.attribute_name
cross join asking
where
    catalogue.answer_type in ('choice', 'scale', 'number')
    and catalogue.generality >= asking.generality_kept_apart
    and known_attributes.attribute_value is not null;
