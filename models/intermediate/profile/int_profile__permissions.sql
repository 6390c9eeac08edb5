with customer_consents as (
    select * from {{ ref('int_profile__customer_consents') }}
),

final as (
    select
        customer_id,
        max(case
            when purpose = 'marketing' and channel = 'email' and is_granted
                then 1
            else 0
        end) = 1 as can_email,
        max(case
            when purpose = 'marketing' and channel = 'sms' and is_granted
                then 1
            else 0
        end) = 1 as can_sms,
        max(case
            when purpose = 'marketing' and channel = 'push' and is_granted
                then 1
            else 0
        end) = 1 as can_push,
        max(case when purpose = 'profiling' and is_granted then 1 else 0 end) = 1
            as can_profile,
        max(case when purpose = 'personalisation' and is_granted then 1 else 0 end) = 1
            as can_personalise
    from customer_consents
    group by customer_id
)

select * from final
