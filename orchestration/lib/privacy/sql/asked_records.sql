-- A record belongs to whom identity says; only where it says nothing (a click among thousands on
-- one browser, a message to a known address) do the models of that kind of record say. Records of
-- somebody else that name one of the customer's identifiers are `party`.
create or replace temp table held_records as
with attributed as (
    select
        record_customers.source_record_id,
        record_customers.identifier_role as role,
        record_customers.customer_id,
        1 as precedence
    from identity.int_identity__record_customers as record_customers
    inner join held_customers on record_customers.customer_id = held_customers.customer_id

    union all

    select
        events.source_record_id,
        'self' as role,
        attributed.customer_id,
        2 as precedence
    from activity.int_activity__events_attributed as attributed
    inner join held_customers on attributed.customer_id = held_customers.customer_id
    inner join input.input__events as events on attributed.event_id = events.event_id

    union all

    select
        interactions.source_record_id,
        'self' as role,
        resolved.customer_id,
        2 as precedence
    from activity.int_activity__interactions_identified as resolved
    inner join held_customers on resolved.customer_id = held_customers.customer_id
    inner join input.input__interactions as interactions
        on resolved.interaction_id = interactions.interaction_id

    union all

    select
        consents.source_record_id,
        'self' as role,
        consents.customer_id,
        2 as precedence
    from profile.int_profile__consents_resolved as consents
    inner join held_customers on consents.customer_id = held_customers.customer_id

    union all

    select
        requests.source_record_id,
        'self' as role,
        held_raw_values.customer_id,
        2 as precedence
    from input.input__privacy_requests as requests
    inner join held_raw_values
        on
            requests.identifier_type = held_raw_values.identifier_type
            and requests.identifier_value = held_raw_values.raw_value
            and requests.requested_at >= held_raw_values.valid_from_at
            and requests.requested_at < held_raw_values.valid_to_at

    union all

    select
        carts.source_record_id,
        'self' as role,
        held_raw_values.customer_id,
        2 as precedence
    from input.input__carts as carts
    inner join held_raw_values
        on
            carts.device_type = held_raw_values.identifier_type
            and carts.device_value = held_raw_values.raw_value
            and carts.updated_at >= held_raw_values.valid_from_at
            and carts.updated_at < held_raw_values.valid_to_at
    where carts.identifier_value is null

    union all

    select
        decisions.source_record_id,
        'party' as role,
        held_identifiers.customer_id,
        2 as precedence
    from identity.int_identity__decisions as decisions
    inner join held_identifiers
        on
            decisions.left_id = held_identifiers.identifier_id
            or decisions.right_id = held_identifiers.identifier_id
)

select
    attributed.source_record_id,
    attributed.customer_id,
    case
        when
            attributed.precedence = 2 and owners.customer_id <> attributed.customer_id
            then 'party'
        else attributed.role
    end as role
from attributed
left join identity.int_identity__records_resolved as owners
    on attributed.source_record_id = owners.source_record_id
group by all;

-- Addresses that nobody but these customers gave.
create or replace temp table held_addresses as
select resolved.attribute_value as address_line
from profile.int_profile__attributes_resolved as resolved
left join held_customers on resolved.customer_id = held_customers.customer_id
where resolved.attribute_name = 'address_line'
group by resolved.attribute_value
having count(*) = count(held_customers.customer_id);
