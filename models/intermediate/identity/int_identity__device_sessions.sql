{# On a public device only the signed-in time counts: each claim until its last record and half an
   hour (the usual session time-out), cut by the next person's claim and by a sign-out. #}
{% set session_minutes = 30 %}

with claims as (
    select * from {{ ref('int_identity__device_claims') }}
    where not is_weak
),

devices as (
    select * from {{ ref('int_identity__devices') }}
    where is_public
),

sign_outs as (
    select * from {{ ref('int_identity__device_sign_outs') }}
),

moments as (
    select
        claims.*,
        row_number() over (
            partition by claims.device_id, claims.claimed_at
            order by claims.source_record_id asc nulls last
        ) as moment_rank
    from claims
    inner join devices
        on claims.device_id = devices.device_id
),

following as (
    select
        device_id,
        customer_id,
        claimed_at,
        {{ dbt.dateadd('minute', session_minutes, 'last_claimed_at') }} as session_ends_at,
        lead(claimed_at) over (
            partition by device_id order by claimed_at asc nulls last
        ) as next_claimed_at
    from moments
    where moment_rank = 1
),

final as (
    select
        following.device_id,
        following.customer_id,
        following.claimed_at,
        following.session_ends_at,
        following.next_claimed_at,
        min(sign_outs.signed_out_at) as signed_out_at
    from following
    left join sign_outs
        on following.device_id = sign_outs.device_id
            and following.claimed_at <= sign_outs.signed_out_at
    group by
        following.device_id,
        following.customer_id,
        following.claimed_at,
        following.session_ends_at,
        following.next_claimed_at
)

select * from final
