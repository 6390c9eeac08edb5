-- One row: whose devices were given to whom. A device of one person is right when it went to the
-- customer that holds most of this person's keys, and to nobody else; one that refused to be followed is
-- right when it went to nobody.
create or replace temp table devices_judged as
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
        and identifier_type in ('cookie', 'mobile_id')
    group by identifier_type, identifier_value
    having count(distinct person_id) = 1
),

given as (
    select
        owned.identifier_type,
        owned.identifier_value,
        owned.is_linkable and max(refused_devices.device_value) is null as is_linkable,
        count(devices.customer_id) > 0 as is_given,
        count(devices.customer_id) > 0
        and max(refused_devices.device_value) is null
        and sum(
            case
                when devices.customer_id is not null
                    and owned.person_id is distinct from customers_judged.person_id then 1
                else 0
            end
        ) = 0 as is_right
    from owned
    left join devices
        on
            owned.identifier_type = devices.device_type
            and owned.identifier_value = devices.device_value
    left join customers_judged on devices.customer_id = customers_judged.customer_id
    left join refused_devices
        on
            owned.identifier_type = refused_devices.device_type
            and owned.identifier_value = refused_devices.device_value
    group by owned.identifier_type, owned.identifier_value, owned.is_linkable
),

left_alone as (
    select
        count(*) as devices_refused,
        sum(case when devices.device_value is null then 1 else 0 end) as devices_left_alone
    from refused_devices
    left join (
        select device_type, device_value from devices group by device_type, device_value
    ) as devices
        on
            refused_devices.device_type = devices.device_type
            and refused_devices.device_value = devices.device_value
)

select
    (select devices_refused from left_alone) as devices_refused,
    (select devices_left_alone from left_alone) as devices_left_alone,
    count(*) as devices,
    sum(case when is_given then 1 else 0 end) as devices_given,
    sum(case when is_given and is_right then 1 else 0 end) as devices_rightly_given,
    sum(case when is_linkable then 1 else 0 end) as devices_to_be_given,
    sum(case when is_linkable and is_right then 1 else 0 end) as devices_found
from given;
