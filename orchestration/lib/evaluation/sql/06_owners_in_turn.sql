-- One row per failure mode of values that two people owned in turn: how much of what such a value did was
-- put down to its owner of the moment.
--
-- The best witnesses are records that show nothing but such a value (`sole_value_records`), for nothing
-- else could attribute them; they are known to the build warehouse alone. Without any, each ownership in
-- the truth is a witness: the customer who has the value for most of that time should be its owner.
create or replace temp table owners_in_turn as
with recycled as (
    select planted.failure_mode, planted.identifier_type, planted.identifier_value
    from truth_planted as planted
    where planted.failure_mode like 'recycled_%' and planted.identifier_value is not null
    group by planted.failure_mode, planted.identifier_type, planted.identifier_value
),

ownerships as (
    select
        recycled.failure_mode,
        truth.identifier_type,
        truth.identifier_value,
        truth.person_id,
        coalesce(truth.valid_from, timestamp '1900-01-01') as valid_from_at,
        coalesce(truth.valid_to, timestamp '9999-12-31') as valid_to_at
    from recycled
    inner join truth_identifiers as truth
        on
            recycled.identifier_type = truth.identifier_type
            and recycled.identifier_value = truth.identifier_value
    where truth.person_id is not null
),

record_witnesses as (
    select
        ownerships.failure_mode,
        coalesce(
            customers_judged.person_id = coalesce(truth_records.person_id, ownerships.person_id),
            false
        ) as is_right
    from sole_value_records as records
    inner join ownerships
        on
            records.identifier_type = ownerships.identifier_type
            and records.identifier_value = ownerships.identifier_value
            and records.occurred_at >= ownerships.valid_from_at
            and records.occurred_at < ownerships.valid_to_at
    left join truth_records on records.source_record_id = truth_records.source_record_id
    left join customers_judged on records.customer_id = customers_judged.customer_id
),

shared_time as (
    select
        ownerships.*,
        crosswalk.customer_id,
        date_diff(
            'second',
            greatest(
                ownerships.valid_from_at,
                coalesce(crosswalk.valid_from_at, timestamp '1900-01-01')
            ),
            least(
                ownerships.valid_to_at, coalesce(crosswalk.valid_to_at, timestamp '9999-12-31')
            )
        ) as second_count
    from ownerships
    left join crosswalk
        on
            ownerships.identifier_type = crosswalk.identifier_type
            and ownerships.identifier_value = crosswalk.identifier_value
),

longest as (
    select
        *,
        row_number() over (
            partition by failure_mode, identifier_type, identifier_value, person_id, valid_from_at
            order by second_count desc nulls last, customer_id
        ) as place
    from shared_time
),

ownership_witnesses as (
    select
        longest.failure_mode,
        coalesce(
            longest.second_count > 0 and customers_judged.person_id = longest.person_id, false
        ) as is_right
    from longest
    left join customers_judged on longest.customer_id = customers_judged.customer_id
    where longest.place = 1
),

witnesses as (
    select failure_mode, is_right, 'records' as judged_by
    from record_witnesses
    union all
    select failure_mode, is_right, 'owners in turn' as judged_by
    from ownership_witnesses
    where failure_mode not in (select failure_mode from record_witnesses)
)

select
    failure_mode,
    count(*) as witnesses,
    sum(case when is_right then 1 else 0 end) as right_witnesses,
    min(judged_by) as judged_by
from witnesses
group by failure_mode;
