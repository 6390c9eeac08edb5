-- The customers of the portion, and what is assumed of them: small tables, which the joins below go through
-- many times.
create or replace temp table portion as
select * from standings
where customer_number > $after and customer_number <= $until;

create or replace temp table portion_assumptions as
select * from numbered_assumptions
where customer_number > $after and customer_number <= $until;
