-- One row per person key that the truth gives to exactly one person, with the customer it was given.
-- A key that two people owned in turn (a recycled number), or that many share, has no single truth to
-- be held against: the failure modes judge what it did. A key without a customer is a customer of its
-- own, found by nobody. Where the crosswalk gives a key to several customers in turn, the key is with
-- the one who has it longest.
create or replace temp table keys as
with owned as (
    select
        identifier_type,
        identifier_value,
        min(person_id) as person_id,
        max(case when is_linkable then 1 else 0 end) = 1 as is_linkable
    from truth_identifiers
    where
        person_id is not null
        and not is_shared
        and identifier_type not in ('cookie', 'mobile_id')
    group by identifier_type, identifier_value
    having count(distinct person_id) = 1
),

held as (
    select
        identifier_type,
        identifier_value,
        customer_id,
        sum(
            date_diff(
                'second',
                coalesce(valid_from_at, timestamp '1900-01-01'),
                coalesce(valid_to_at, timestamp '9999-12-31')
            )
        ) as second_count
    from crosswalk
    group by identifier_type, identifier_value, customer_id
),

ranked as (
    select
        *,
        row_number() over (
            partition by identifier_type, identifier_value
            order by second_count desc nulls last, customer_id
        ) as place
    from held
)

select
    owned.identifier_type,
    owned.identifier_value,
    owned.person_id,
    owned.is_linkable,
    ranked.customer_id is not null as is_known,
    coalesce(ranked.customer_id, owned.identifier_type || ':' || owned.identifier_value)
        as customer_id
from owned
left join ranked
    on
        owned.identifier_type = ranked.identifier_type
        and owned.identifier_value = ranked.identifier_value
        and ranked.place = 1;

-- One row per customer that holds a key of the truth, at any time: how many people are in it, and who
-- owns most of its keys.
create or replace temp table customers_judged as
with shares as (
    select crosswalk.customer_id, keys.person_id, count(*) as key_count
    from (
        select customer_id, identifier_type, identifier_value
        from crosswalk
        group by customer_id, identifier_type, identifier_value
    ) as crosswalk
    inner join keys
        on
            crosswalk.identifier_type = keys.identifier_type
            and crosswalk.identifier_value = keys.identifier_value
    group by crosswalk.customer_id, keys.person_id
),

ranked as (
    select
        customer_id,
        person_id,
        count(*) over (partition by customer_id) as person_count,
        row_number() over (
            partition by customer_id order by key_count desc nulls last, person_id
        ) as place
    from shares
)

select customer_id, person_id, person_count
from ranked
where place = 1;
