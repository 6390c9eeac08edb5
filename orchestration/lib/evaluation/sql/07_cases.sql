-- One row per planted case that no other measure judges, with whether the right thing was done:
--   a value that is nobody's   no customer took it for a key of its own;
--   a device                   it went to its owner, or in turns to the people who used it; on a public
--                              one (nobody's) only signed-in sessions count; one that refused to be
--                              followed went to nobody;
--   a record                   it went to the customer of the person who made it, where that is known,
--                              else that person is one customer, not several; what shows no key of a
--                              person, or was sent by a device that refused to be followed, may stay
--                              nobody's, and a ticket with a card that a household
--                              shares is right with either of them, since the till saw only the card;
--   consent, erasure           the stricter decision holds; an erased person is written to by nobody.
-- In all of them two people who share the case are two customers.
create or replace temp table cases_judged as
with anonymous_modes as (
    select *
    from (
        values
        ('clock_skew'), ('default_id'), ('kiosk'), ('late_delivery'), ('placeholder_email'),
        ('placeholder_phone'), ('repeated_delivery'), ('role_mailbox'), ('time_1970'),
        ('time_future')
    ) as modes (failure_mode)
),

people as (
    select planted_cases.planted_id, cast(people.person_id as varchar) as person_id
    from planted_cases, unnest(planted_cases.person_ids) as people (person_id)
),

whole_people as (
    select person_id, count(distinct customer_id) < 2 as is_whole
    from keys
    where is_linkable
    group by person_id
),

person_customers as (
    select people.planted_id, customers_judged.customer_id
    from people
    inner join customers_judged on people.person_id = customers_judged.person_id
),

device_owners as (
    select
        planted_cases.planted_id,
        count(devices.customer_id) as owner_count,
        sum(case when devices.basis = 'public_session' then 1 else 0 end) as session_count,
        sum(case when person_customers.planted_id is null then 1 else 0 end) as stranger_count
    from planted_cases
    inner join devices
        on
            planted_cases.identifier_type = devices.device_type
            and planted_cases.identifier_value = devices.device_value
    left join person_customers
        on
            planted_cases.planted_id = person_customers.planted_id
            and devices.customer_id = person_customers.customer_id
    group by planted_cases.planted_id
),

linkable_devices as (
    select identifier_type, identifier_value
    from truth_identifiers
    where is_linkable and identifier_type in ('cookie', 'mobile_id')
    group by identifier_type, identifier_value
),

keys_taken as (
    select identifier_type, identifier_value
    from crosswalk
    group by identifier_type, identifier_value
),

record_owners as (
    select
        truth_records.source_record_id,
        truth_records.person_id,
        record_customers.customer_id is not null as is_attributed,
        coalesce(customers_judged.person_id = truth_records.person_id, false) as is_right,
        refused_records.source_record_id is not null as is_refused
    from truth_records
    left join refused_records on truth_records.source_record_id = refused_records.source_record_id
    left join record_customers
        on truth_records.source_record_id = record_customers.source_record_id
    left join customers_judged on record_customers.customer_id = customers_judged.customer_id
),

-- A consent or a request is judged by what follows from it for the person's customers.
wronged as (
    select person_customers.planted_id
    from person_customers
    inner join planted_cases on person_customers.planted_id = planted_cases.planted_id
    left join marketing_grants on person_customers.customer_id = marketing_grants.customer_id
    left join contacted on person_customers.customer_id = contacted.customer_id
    where
        (planted_cases.failure_mode = 'consent_conflict' and marketing_grants.customer_id is not null)
        or (planted_cases.failure_mode = 'reimported_erased' and contacted.customer_id is not null)
    group by person_customers.planted_id
),

household_records as (
    select planted_cases.planted_id
    from planted_cases
    inner join record_customers
        on planted_cases.source_record_id = record_customers.source_record_id
    inner join person_customers
        on
            planted_cases.planted_id = person_customers.planted_id
            and record_customers.customer_id = person_customers.customer_id
    where planted_cases.failure_mode = 'household_card'
    group by planted_cases.planted_id
),

split_cases as (
    select people.planted_id
    from people
    inner join whole_people on people.person_id = whole_people.person_id
    group by people.planted_id
    having min(whole_people.is_whole) = false
)

select
    planted_cases.planted_id,
    planted_cases.failure_mode,
    not planted_cases.is_fused
    and case
        when planted_cases.failure_mode in ('consent_conflict', 'reimported_erased')
            then wronged.planted_id is null
        when planted_cases.identifier_type in ('cookie', 'mobile_id')
            then case
                when refused_devices.device_value is not null then device_owners.owner_count is null
                when len(planted_cases.person_ids) = 0
                    then coalesce(device_owners.owner_count = device_owners.session_count, true)
                else coalesce(device_owners.stranger_count, 0) = 0
                    and (
                        device_owners.owner_count is not null
                        or linkable_devices.identifier_value is null
                    )
            end
        -- Where a value has one owner or none, it is a key that was lost or one that nobody may have.
        when planted_cases.identifier_type is not null and len(planted_cases.person_ids) <> 1
            then
                keys_taken.identifier_value is null
                or planted_cases.failure_mode not in (
                    'placeholder_email', 'placeholder_phone', 'role_mailbox', 'default_id'
                )
        when record_owners.source_record_id is not null
            then
                record_owners.is_right
                or household_records.planted_id is not null
                or (
                    not record_owners.is_attributed
                    and (anonymous_modes.failure_mode is not null or record_owners.is_refused)
                )
        when len(planted_cases.person_ids) = 1 then split_cases.planted_id is null
        else true
    end as is_right
from planted_cases
left join household_records on planted_cases.planted_id = household_records.planted_id
left join wronged on planted_cases.planted_id = wronged.planted_id
left join device_owners on planted_cases.planted_id = device_owners.planted_id
left join refused_devices
    on
        planted_cases.identifier_type = refused_devices.device_type
        and planted_cases.identifier_value = refused_devices.device_value
left join linkable_devices
    on
        planted_cases.identifier_type = linkable_devices.identifier_type
        and planted_cases.identifier_value = linkable_devices.identifier_value
left join keys_taken
    on
        planted_cases.identifier_type = keys_taken.identifier_type
        and planted_cases.identifier_value = keys_taken.identifier_value
left join record_owners on planted_cases.source_record_id = record_owners.source_record_id
left join anonymous_modes on planted_cases.failure_mode = anonymous_modes.failure_mode
left join split_cases on planted_cases.planted_id = split_cases.planted_id;
