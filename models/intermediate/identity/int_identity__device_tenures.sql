{# Consecutive claims of one customer on one device, ended by the next customer's first claim. #}
with claims as (
    select * from {{ ref('int_identity__device_claims') }}
),

-- One claim per device and moment; the record's key breaks a tie.
moments as (
    select
        *,
        row_number() over (
            partition by device_id, claimed_at
            order by source_record_id asc nulls last
        ) as moment_rank
    from claims
),

ordered as (
    select
        device_id,
        device_type,
        customer_id,
        claimed_at,
        last_claimed_at,
        lag(customer_id) over (
            partition by device_id order by claimed_at asc nulls last
        ) as previous_customer_id
    from moments
    where moment_rank = 1
),

numbered as (
    select
        *,
        sum(case when previous_customer_id = customer_id then 0 else 1 end) over (
            partition by device_id order by claimed_at asc nulls last
            rows between unbounded preceding and current row
        ) as tenure_number
    from ordered
),

tenures as (
    select
        device_id,
        device_type,
        customer_id,
        tenure_number,
        min(claimed_at) as first_claimed_at,
        max(last_claimed_at) as last_claimed_at
    from numbered
    group by device_id, device_type, customer_id, tenure_number
),

final as (
    select
        *,
        lead(first_claimed_at) over (
            partition by device_id order by tenure_number asc nulls last
        ) as next_claimed_at
    from tenures
)

select * from final
