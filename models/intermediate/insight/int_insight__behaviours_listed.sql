{# Behaviours of which a customer has several values. A gift shows the taste of somebody else; an
   open or a click by a machine is nobody's. #}
with customers_profiled as (
    select * from {{ ref('int_profile__customers_profiled') }}
    where is_profiled
),

order_lines as (
    select * from {{ ref('input__order_lines') }}
    where
        quantity > 0
        and category is not null
),

purchases as (
    select * from {{ ref('int_activity__orders_resolved') }}
    where
        is_purchase
        and not coalesce(is_gift, false)
        and ordered_at <= {{ as_of() }}
),

interactions_resolved as (
    select * from {{ ref('int_activity__interactions_resolved') }}
    where
        campaign_kind is not null
        and not is_machine
        and occurred_at <= {{ as_of() }}
),

event_signs as (
    select * from {{ ref('int_profile__event_signs') }}
    where preference_name = 'category'
),

segments_matched as (
    select * from {{ ref('int_segmentation__segments_matched') }}
),

listed as (
    select
        purchases.customer_id,
        'category_bought' as behaviour,
        order_lines.category as listed_value,
        1 as occurrence_count
    from order_lines
    inner join purchases
        on order_lines.order_id = purchases.order_id

    union all

    select
        customer_id,
        case
            when interaction_type = 'email_sent' then 'campaign_kind_received'
            else 'campaign_kind_clicked'
        end as behaviour,
        campaign_kind as listed_value,
        1 as occurrence_count
    from interactions_resolved
    where interaction_type in ('email_sent', 'email_clicked')

    union all

    select
        customer_id,
        'category_browsed' as behaviour,
        preference_value as listed_value,
        sign_count as occurrence_count
    from event_signs

    union all

    select
        customer_id,
        'segment' as behaviour,
        segment_id as listed_value,
        1 as occurrence_count
    from segments_matched
),

final as (
    select
        customers_profiled.customer_id,
        listed.behaviour,
        listed.listed_value,
        cast(sum(listed.occurrence_count) as integer) as occurrence_count
    from listed
    inner join customers_profiled
        on listed.customer_id = customers_profiled.customer_id
    group by customers_profiled.customer_id, listed.behaviour, listed.listed_value
)

select * from final
