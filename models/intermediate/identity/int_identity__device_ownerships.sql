with devices as (
    select * from {{ ref('int_identity__devices') }}
),

tenures as (
    select * from {{ ref('int_identity__device_tenures') }}
),

sessions as (
    select * from {{ ref('int_identity__device_sessions') }}
),

sign_outs as (
    select * from {{ ref('int_identity__device_sign_outs') }}
),

tracer_consents as (
    select * from {{ ref('int_identity__tracer_consents') }}
    where is_allowed
),

-- With several owners a sign-out leaves the device to nobody until the next one signs in.
tenure_sign_outs as (
    select
        tenures.device_id,
        tenures.tenure_number,
        min(sign_outs.signed_out_at) as signed_out_at
    from tenures
    inner join sign_outs
        on tenures.device_id = sign_outs.device_id
            and tenures.last_claimed_at <= sign_outs.signed_out_at
    group by tenures.device_id, tenures.tenure_number
),

private as (
    select
        devices.device_id,
        tenures.customer_id,
        case
            when devices.owner_count = 1
                then {{ dbt.dateadd('day', '-devices.look_back_days', 'tenures.first_claimed_at') }}
            else tenures.first_claimed_at
        end as valid_from_at,
        least(
            coalesce(tenures.next_claimed_at, cast('9999-12-31' as timestamp)),
            {{ dbt.dateadd('day', 'devices.time_to_live_days', 'tenures.last_claimed_at') }},
            case
                when devices.owner_count > 1
                    then coalesce(tenure_sign_outs.signed_out_at, cast('9999-12-31' as timestamp))
                else cast('9999-12-31' as timestamp)
            end
        ) as valid_to_at,
        case when devices.owner_count = 1 then 'only_owner' else 'signed_in' end as basis
    from tenures
    inner join devices
        on tenures.device_id = devices.device_id
    left join tenure_sign_outs
        on tenures.device_id = tenure_sign_outs.device_id
            and tenures.tenure_number = tenure_sign_outs.tenure_number
    where not devices.is_public
),

public_sessions as (
    select
        device_id,
        customer_id,
        claimed_at as valid_from_at,
        least(
            session_ends_at,
            coalesce(next_claimed_at, cast('9999-12-31' as timestamp)),
            coalesce(signed_out_at, cast('9999-12-31' as timestamp))
        ) as valid_to_at,
        'public_session' as basis
    from sessions
),

intervals as (
    select * from private
    union all
    select * from public_sessions
),

-- An interval of no length owns no event, and none reaches into a time of refusal.
final as (
    select
        devices.device_id,
        devices.device_type,
        devices.device_value,
        intervals.customer_id,
        greatest(intervals.valid_from_at, tracer_consents.valid_from_at) as valid_from_at,
        least(intervals.valid_to_at, tracer_consents.valid_to_at) as valid_to_at,
        intervals.basis
    from intervals
    inner join devices
        on intervals.device_id = devices.device_id
    inner join tracer_consents
        on intervals.device_id = tracer_consents.device_id
            and intervals.valid_from_at < tracer_consents.valid_to_at
            and intervals.valid_to_at > tracer_consents.valid_from_at
    where intervals.valid_from_at < intervals.valid_to_at
)

select * from final
