-- One row: pairs of keys that are together, counted from the sizes of groups. A group of n keys holds
-- n (n - 1) / 2 pairs, so no pair is ever written down, and a million customers cost three group-bys.
--
-- Precision is judged over every key; recall over those that some chain of records really ties to their
-- person (`is_linkable`), since nobody can find what no record shows.
create or replace temp table pairwise as
with together as (
    select sum(pairs) as pairs
    from (select count(*) * (count(*) - 1) / 2 as pairs from keys group by customer_id) as groups
),

rightly_together as (
    select sum(pairs) as pairs
    from (
        select count(*) * (count(*) - 1) / 2 as pairs from keys group by customer_id, person_id
    ) as groups
),

to_be_found as (
    select sum(pairs) as pairs
    from (
        select count(*) * (count(*) - 1) / 2 as pairs
        from keys
        where is_linkable
        group by person_id
    ) as groups
),

found as (
    select sum(pairs) as pairs
    from (
        select count(*) * (count(*) - 1) / 2 as pairs
        from keys
        where is_linkable
        group by customer_id, person_id
    ) as groups
)

select
    (select count(*) from keys) as keys,
    (select count(distinct person_id) from keys) as persons,
    (select count(*) from customers_judged where person_count > 1) as fused_customers,
    cast(together.pairs as bigint) as pairs_together,
    cast(rightly_together.pairs as bigint) as pairs_rightly_together,
    cast(to_be_found.pairs as bigint) as pairs_to_be_found,
    cast(found.pairs as bigint) as pairs_found
from together
cross join rightly_together
cross join to_be_found
cross join found;
