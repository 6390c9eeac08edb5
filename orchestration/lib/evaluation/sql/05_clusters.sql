-- One row: how whole and how pure the customers are, key by key and person by person.
--
-- B-cubed (Bagga and Baldwin 1998, "Algorithms for scoring coreference chains"): for every key, which
-- share of its customer's keys is its person's (precision), and which share of its person's keys is with
-- its customer (recall); the mean over keys. Unlike the pairwise measures, it does not weigh a person by
-- the square of their keys. As with those, precision is judged over every key, recall and splits over the
-- linkable ones.
create or replace temp table clusters_judged as
with by_customer as (
    select customer_id, count(*) as key_count
    from keys
    group by customer_id
),

together as (
    select customer_id, person_id, count(*) as key_count
    from keys
    group by customer_id, person_id
),

precise as (
    select
        sum(cast(together.key_count as double) * together.key_count / by_customer.key_count)
            / sum(together.key_count) as value
    from together
    inner join by_customer on together.customer_id = by_customer.customer_id
),

linkable_together as (
    select customer_id, person_id, count(*) as key_count
    from keys
    where is_linkable
    group by customer_id, person_id
),

persons as (
    select person_id, sum(key_count) as key_count, count(*) as customer_count
    from linkable_together
    group by person_id
),

recalled as (
    select
        sum(cast(together.key_count as double) * together.key_count / persons.key_count)
            / sum(together.key_count) as value
    from linkable_together as together
    inner join persons on together.person_id = persons.person_id
)

select
    (select coalesce(value, 1.0) from precise) as bcubed_precision,
    (select coalesce(value, 1.0) from recalled) as bcubed_recall,
    (select count(*) from customers_judged) as customers,
    (select count(*) from customers_judged where person_count > 1) as fused_customers,
    (select count(*) from persons) as linkable_persons,
    (select count(*) from persons where customer_count > 1) as split_persons;
