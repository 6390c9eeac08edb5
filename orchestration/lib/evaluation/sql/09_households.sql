-- One row: pairs of customers in one household, against the pairs of people who live together. A pair
-- of two customers of one person is neither right nor wrong here; it is judged above. Tied are the
-- pairs that some evidence ties at all, since nobody can find who lives with whom where no record
-- says so.
create or replace temp table households_judged as
with people as (
    select customers_judged.customer_id, customers_judged.person_id, truth_households.household_id
    from customers_judged
    inner join truth_households on customers_judged.person_id = truth_households.person_id
),

together as (
    select left_members.customer_id as left_id, right_members.customer_id as right_id
    from household_members as left_members
    inner join household_members as right_members
        on
            left_members.household_id = right_members.household_id
            and left_members.customer_id < right_members.customer_id
),

judged as (
    select left_people.household_id = right_people.household_id as is_right
    from together
    inner join people as left_people on together.left_id = left_people.customer_id
    inner join people as right_people on together.right_id = right_people.customer_id
    where left_people.person_id <> right_people.person_id
),

to_be_found as (
    select left_people.customer_id as left_id, right_people.customer_id as right_id
    from people as left_people
    inner join people as right_people
        on
            left_people.household_id = right_people.household_id
            and left_people.customer_id < right_people.customer_id
            and left_people.person_id <> right_people.person_id
),

found as (
    select
        together.left_id is not null as is_found,
        relations.left_customer_id is not null as is_tied
    from to_be_found
    left join together
        on to_be_found.left_id = together.left_id and to_be_found.right_id = together.right_id
    left join relations
        on
            to_be_found.left_id = relations.left_customer_id
            and to_be_found.right_id = relations.right_customer_id
)

select
    (select count(*) from judged) as pairs_together,
    (select count(*) from judged where is_right) as pairs_rightly_together,
    count(*) as pairs_to_be_found,
    count(*) filter (is_found) as pairs_found,
    count(*) filter (is_tied or is_found) as pairs_tied
from found;
