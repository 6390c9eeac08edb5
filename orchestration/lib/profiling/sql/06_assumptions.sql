-- One row per customer and question where something is assumed already: what, and how likely it holds.
-- An answer that has expired fades: it still holds on the day it expires with the likelihood of the
-- limit, and from there on as fast as until then. A guess by behaviour is as good as such guesses were.
create or replace temp table assumptions as
with expired as (
    select
        known_attributes.customer_id,
        catalogue.number,
        known_attributes.attribute_value as assumed_value,
        power(
            asking.hold_at_expiry,
            date_diff('hour', known_attributes.known_at, asking.as_of_at) / (24.0 * catalogue.expiry_days)
        ) as confidence,
        true as was_known
    from known_attributes
    inner join catalogue on known_attributes.attribute_name = catalogue.attribute_name
    cross join asking
    where known_attributes.known_at <= asking.as_of_at - catalogue.expiry_days * interval '1' day
),

guessed as (
    select
        customer_guesses.customer_id,
        catalogue.number,
        customer_guesses.guessed_value as assumed_value,
        customer_guesses.confidence,
        false as was_known
    from customer_guesses
    inner join catalogue on customer_guesses.attribute_name = catalogue.attribute_name
),

every_assumption as (
    select * from expired
    union all
    select * from guessed
)

select
    every_assumption.customer_id,
    every_assumption.number,
    max_by(
        every_assumption.assumed_value,
        (every_assumption.confidence, every_assumption.was_known)
    ) as assumed_value,
    max(every_assumption.confidence) as confidence,
    bool_or(every_assumption.was_known) as was_known,
    coalesce(
        max(case when not every_assumption.was_known then every_assumption.confidence end)
        >= any_value(asking.sure_guess_confidence)
        and any_value(catalogue.worth)
        * (1 - max(case when not every_assumption.was_known then every_assumption.confidence end))
        <= any_value(asking.costly_doubt),
        false
    ) as is_sure_guess
from every_assumption
inner join catalogue on every_assumption.number = catalogue.number
cross join asking
group by every_assumption.customer_id, every_assumption.number;
