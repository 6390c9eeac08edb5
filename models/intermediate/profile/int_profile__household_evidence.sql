with homes as (
    select * from {{ ref('int_profile__household_homes') }}
),

shared_values as (
    select * from {{ ref('int_profile__household_values') }}
),

devices as (
    select * from {{ ref('int_profile__household_devices') }}
),

orders_resolved as (
    select * from {{ ref('int_activity__orders_resolved') }}
    where customer_id <> recipient_customer_id
),

residents as (
    select * from {{ ref('int_profile__household_residents') }}
),

household_evidence as (
    select * from {{ ref('household_evidence') }}
),

found as (
    select
        left_customer_id,
        right_customer_id,
        evidence,
        record_count,
        first_seen_at,
        last_seen_at
    from homes
    union all
    select
        left_customer_id,
        right_customer_id,
        evidence,
        record_count,
        first_seen_at,
        last_seen_at
    from shared_values
    union all
    select
        left_customer_id,
        right_customer_id,
        evidence,
        record_count,
        first_seen_at,
        last_seen_at
    from devices
    union all
    select
        least(customer_id, recipient_customer_id) as left_customer_id,
        greatest(customer_id, recipient_customer_id) as right_customer_id,
        'gift_to_namesake' as evidence,
        1 as record_count,
        ordered_at as first_seen_at,
        ordered_at as last_seen_at
    from orders_resolved
),

among_residents as (
    select
        found.*,
        coalesce(left_residents.family_name = right_residents.family_name, false)
            as is_of_one_name,
        coalesce(left_residents.postcode = right_residents.postcode, false) as is_of_one_postcode
    from found
    inner join residents as left_residents
        on found.left_customer_id = left_residents.customer_id
    inner join residents as right_residents
        on found.right_customer_id = right_residents.customer_id
),

pairs_found as (
    select *
    from among_residents
    where is_of_one_name or evidence <> 'gift_to_namesake'
),

-- Where both live, as far as the postcode tells, confirms a pair and makes none.
confirmed as (
    select
        left_customer_id,
        right_customer_id,
        case when is_of_one_name then 'same_name_and_postcode' else 'same_postcode' end
            as evidence
    from pairs_found
    where is_of_one_postcode
    group by left_customer_id, right_customer_id, is_of_one_name
),

gathered as (
    select
        left_customer_id,
        right_customer_id,
        evidence,
        cast(sum(record_count) as bigint) as record_count,
        min(first_seen_at) as first_seen_at,
        max(last_seen_at) as last_seen_at
    from pairs_found
    group by left_customer_id, right_customer_id, evidence

    union all

    select
        left_customer_id,
        right_customer_id,
        evidence,
        cast(2 as bigint) as record_count,
        cast(null as timestamp) as first_seen_at,
        cast(null as timestamp) as last_seen_at
    from confirmed
),

final as (
    select
        gathered.left_customer_id,
        gathered.right_customer_id,
        gathered.evidence,
        household_evidence.evidence_group,
        household_evidence.weight,
        household_evidence.finds_pairs,
        gathered.record_count,
        gathered.first_seen_at,
        gathered.last_seen_at
    from gathered
    inner join household_evidence
        on gathered.evidence = household_evidence.evidence
)

select * from final
