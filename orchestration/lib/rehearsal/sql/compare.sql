-- Compares the crosswalk before and after. A customer is touched when it does not hold the same
-- identifiers any more.
create or replace temp table crosswalk_after as
select customer_id, identifier_type, identifier_value
from marts.customer_identifiers
group by customer_id, identifier_type, identifier_value;

create or replace temp table crosswalk_before as
from rehearsal.crosswalk_before;

create or replace temp table customers_before as
select customer_id from crosswalk_before group by customer_id;

create or replace temp table customers_after as
select customer_id from crosswalk_after group by customer_id;

-- One row per identifier that changes hands: it leaves one customer, comes to another, or both.
create or replace temp table changes as
with lost as (
    from crosswalk_before
    except
    from crosswalk_after
),

gained as (
    from crosswalk_after
    except
    from crosswalk_before
)

select
    coalesce(lost.identifier_type, gained.identifier_type) as identifier_type,
    coalesce(lost.identifier_value, gained.identifier_value) as identifier_value,
    lost.customer_id as from_customer_id,
    gained.customer_id as to_customer_id
from lost
full outer join gained
    on
        lost.identifier_type = gained.identifier_type
        and lost.identifier_value = gained.identifier_value;

-- One row per pair of customers, before and after, that have an identifier in common.
create or replace temp table heirs as
select
    crosswalk_before.customer_id as from_customer_id,
    crosswalk_after.customer_id as to_customer_id,
    count(*) as identifier_count
from crosswalk_before
inner join crosswalk_after
    on
        crosswalk_before.identifier_type = crosswalk_after.identifier_type
        and crosswalk_before.identifier_value = crosswalk_after.identifier_value
group by crosswalk_before.customer_id, crosswalk_after.customer_id;

-- One row per customer that would be merged into another: its id vanishes, its identifiers go there.
-- Of several heirs the one who has most of them counts.
create or replace temp table merges as
with ranked as (
    select
        heirs.from_customer_id,
        heirs.to_customer_id,
        row_number() over (
            partition by heirs.from_customer_id
            order by heirs.identifier_count desc nulls last, heirs.to_customer_id
        ) as place
    from heirs
    inner join customers_before on heirs.to_customer_id = customers_before.customer_id
    where heirs.from_customer_id not in (select customer_id from customers_after)
)

select from_customer_id, to_customer_id
from ranked
where place = 1;

-- One row per customer born out of another that stays or is shared out: a part of a split.
create or replace temp table splits as
select heirs.from_customer_id, heirs.to_customer_id
from heirs
inner join (
    select from_customer_id
    from heirs
    group by from_customer_id
    having count(*) > 1
) as parted on heirs.from_customer_id = parted.from_customer_id
where heirs.to_customer_id not in (select customer_id from customers_before);

-- One row per customer of today that is touched, with the gravest thing that happens to it.
create or replace temp table touched as
with named as (
    select from_customer_id as customer_id from changes where from_customer_id is not null
    union
    select to_customer_id from changes where to_customer_id is not null
)

select
    named.customer_id,
    case
        when merges.from_customer_id is not null then 'merged into ' || merges.to_customer_id
        when named.customer_id not in (select customer_id from customers_after) then 'vanishes'
        when named.customer_id in (select from_customer_id from splits) then 'is split'
        when named.customer_id in (select to_customer_id from merges) then 'takes others in'
        else 'changes identifiers'
    end as what
from named
inner join customers_before on named.customer_id = customers_before.customer_id
left join merges on named.customer_id = merges.from_customer_id;

-- One row per touched customer and currency, with what it bought.
create or replace temp table stakes as
select
    touched.customer_id,
    orders.currency,
    count(*) as order_count,
    sum(orders.net_amount) as amount
from touched
inner join marts.orders as orders on touched.customer_id = orders.customer_id
group by touched.customer_id, orders.currency;
