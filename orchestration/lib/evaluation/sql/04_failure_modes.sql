-- One row per planted case: whether it fused two people.
--
-- A planted row names the people it could fuse. They are fused when one customer holds keys of two of
-- them. Where it names nobody (a placeholder that anyone may have typed), it fused people if a customer
-- took it for a key of its own and holds keys of two people.
create or replace temp table planted_cases as
with planted as (
    select
        row_number() over (
            order by
                failure_mode,
                source_record_id nulls last,
                identifier_type nulls last,
                identifier_value nulls last,
                cast(person_ids as varchar)
        ) as planted_id,
        failure_mode,
        source_record_id,
        identifier_type,
        identifier_value,
        coalesce(person_ids, []) as person_ids
    from truth_planted
),

members as (
    select planted.planted_id, cast(people.person_id as varchar) as person_id
    from planted, unnest(planted.person_ids) as people (person_id)
    where len(planted.person_ids) > 1
),

member_customers as (
    select members.planted_id, keys.customer_id, count(distinct members.person_id) as persons
    from members
    inner join keys on members.person_id = keys.person_id and keys.is_known
    group by members.planted_id, keys.customer_id
),

fused as (
    select planted_id
    from member_customers
    group by planted_id
    having max(persons) > 1
    union
    select planted.planted_id
    from planted
    inner join crosswalk
        on
            planted.identifier_type = crosswalk.identifier_type
            and planted.identifier_value = crosswalk.identifier_value
    inner join customers_judged
        on
            crosswalk.customer_id = customers_judged.customer_id
            and customers_judged.person_count > 1
    where len(planted.person_ids) < 2
)

select planted.*, fused.planted_id is not null as is_fused
from planted
left join fused on planted.planted_id = fused.planted_id;

-- One row per planted failure mode: how often it was planted, how often it fused two people, and how
-- many of its own keys were still tied to their person.
create or replace temp table failure_modes as
with person_sizes as (
    select person_id, count(*) as key_count
    from keys
    where is_linkable
    group by person_id
),

customer_sizes as (
    select person_id, customer_id, count(*) as key_count
    from keys
    where is_linkable
    group by person_id, customer_id
),

own_keys as (
    select planted_cases.failure_mode, keys.person_id, keys.customer_id
    from planted_cases
    inner join keys
        on
            planted_cases.identifier_type = keys.identifier_type
            and planted_cases.identifier_value = keys.identifier_value
            and keys.is_linkable
),

ties as (
    select
        own_keys.failure_mode,
        sum(person_sizes.key_count - 1) as ties_to_be_found,
        sum(customer_sizes.key_count - 1) as ties_found
    from own_keys
    inner join person_sizes on own_keys.person_id = person_sizes.person_id
    inner join customer_sizes
        on
            own_keys.person_id = customer_sizes.person_id
            and own_keys.customer_id = customer_sizes.customer_id
    group by own_keys.failure_mode
)

select
    planted_cases.failure_mode,
    count(*) as planted,
    sum(case when planted_cases.is_fused then 1 else 0 end) as fused,
    cast(max(ties.ties_to_be_found) as bigint) as ties_to_be_found,
    cast(max(ties.ties_found) as bigint) as ties_found
from planted_cases
left join ties on planted_cases.failure_mode = ties.failure_mode
group by planted_cases.failure_mode
order by planted_cases.failure_mode;
