-- One row: how much the change is, and how many consents are at stake.
with identifiers as (
    select
        identifier_type,
        identifier_value,
        count(from_customer_id) > 0 as is_lost_by_one,
        count(to_customer_id) > 0 as is_gained_by_one
    from changes
    group by identifier_type, identifier_value
),

consents as (
    select
        coalesce(merges.to_customer_id, consents.customer_id) as customer_id,
        consents.purpose,
        consents.channel,
        consents.is_granted
    from marts.customer_consents as consents
    inner join touched on consents.customer_id = touched.customer_id
    left join merges on consents.customer_id = merges.from_customer_id
),

met as (
    select
        customer_id,
        purpose,
        channel,
        sum(case when is_granted then 1 else 0 end) as granted_count,
        sum(case when is_granted then 0 else 1 end) as refused_count
    from consents
    group by customer_id, purpose, channel
)

select
    (select count(*) from customers_before) as customers_before,
    (select count(*) from customers_after) as customers_after,
    (select count(*) from merges) as merged,
    (select count(distinct from_customer_id) from splits) as split,
    (
        select count(*) from customers_after
        where customer_id not in (select customer_id from customers_before)
    ) as born,
    (
        select count(*) from customers_before
        where customer_id not in (select customer_id from customers_after)
    ) as vanished,
    (select count(*) from identifiers where is_lost_by_one and is_gained_by_one)
        as identifiers_moved,
    (select count(*) from identifiers where is_lost_by_one and not is_gained_by_one)
        as identifiers_lost,
    (select count(*) from identifiers where is_gained_by_one and not is_lost_by_one)
        as identifiers_gained,
    (select count(*) from touched) as customers_touched,
    (select cast(coalesce(sum(granted_count), 0) as bigint) from met) as consents_granted,
    (
        select cast(coalesce(sum(granted_count), 0) as bigint) from met
        where granted_count > 0 and refused_count > 0
    ) as consents_in_conflict;
