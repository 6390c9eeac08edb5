{# The first rule that stands against an occasion, whatever the channel; null where none does.
   What a run has chosen once stands when it is repeated, so it neither rests nor counts as sent
   before. #}
with trigger_occasions as (
    select * from {{ ref('int_activation__trigger_occasions') }}
),

triggers as (
    select * from {{ ref('triggers') }}
),

processing_purposes as (
    select * from {{ ref('processing_purposes') }}
),

permissions as (
    select * from {{ ref('int_profile__permissions') }}
),

privacy_states as (
    select * from {{ ref('int_profile__privacy_states') }}
),

support_requests as (
    select * from {{ ref('int_activity__support_requests') }}
),

products as (
    select * from {{ ref('input__products') }}
),

messages_before as (
    select * from {{ ref('int_activation__messages_before') }}
),

sent as (
    select
        customer_id,
        trigger_id,
        occasion_key,
        max(case when chosen_at <> {{ as_of() }} then chosen_at end) as sent_before_at,
        max(case when chosen_at = {{ as_of() }} then 1 else 0 end) = 1 as is_of_this_run
    from messages_before
    group by customer_id, trigger_id, occasion_key
),

{# Like the limits, a rest reaches forward as well: for a run of an earlier day. #}
resting as (
    select
        messages_before.customer_id,
        messages_before.trigger_id,
        max(messages_before.chosen_at) as rests_since_at
    from messages_before
    inner join triggers
        on messages_before.trigger_id = triggers.trigger_id
    where
        messages_before.chosen_at <> {{ as_of() }}
        and messages_before.chosen_at > {{ dbt.dateadd(
            'day', '-triggers.cool_down_days', as_of()
        ) }}
        and messages_before.chosen_at < {{ dbt.dateadd(
            'day', 'triggers.cool_down_days', as_of()
        ) }}
    group by messages_before.customer_id, messages_before.trigger_id
),

final as (
    select
        trigger_occasions.*,
        triggers.priority,
        triggers.purpose,
        triggers.is_capped,
        sent.sent_before_at,
        resting.rests_since_at,
        coalesce(sent.is_of_this_run, false) as is_of_this_run,
        case
            when sent.sent_before_at is not null then 'already_sent'
            when trigger_occasions.expires_at <= {{ as_of() }} then 'expired'
            when
                trigger_occasions.sku is not null
                and coalesce(products.stock_quantity, 0) <= 0
                then 'sold_out'
            when
                trigger_occasions.previous_amount is not null
                and (
                    products.price_amount > trigger_occasions.amount
                    or products.currency <> trigger_occasions.currency
                )
                then 'price_raised'
            when
                privacy_states.has_objection
                or privacy_states.has_erasure_request
                then 'objected'
            when
                triggers.waits_for_support
                and support_requests.open_request_count > 0
                then 'being_served'
            when
                not case processing_purposes.needs_permission
                    when 'can_profile' then coalesce(permissions.can_profile, false)
                    when 'can_personalise' then coalesce(permissions.can_personalise, false)
                    else processing_purposes.permission_level = 'row'
                end
                then 'no_permission'
            when
                resting.rests_since_at is not null
                and not coalesce(sent.is_of_this_run, false)
                then 'cooling_down'
        end as blocked_by
    from trigger_occasions
    inner join triggers
        on trigger_occasions.trigger_id = triggers.trigger_id
    inner join processing_purposes
        on triggers.purpose = processing_purposes.purpose
    left join permissions
        on trigger_occasions.customer_id = permissions.customer_id
    left join privacy_states
        on trigger_occasions.customer_id = privacy_states.customer_id
    left join support_requests
        on trigger_occasions.customer_id = support_requests.customer_id
    left join products
        on trigger_occasions.sku = products.sku
    left join sent
        on
            trigger_occasions.customer_id = sent.customer_id
            and trigger_occasions.trigger_id = sent.trigger_id
            and trigger_occasions.occasion_key = sent.occasion_key
    left join resting
        on
            trigger_occasions.customer_id = resting.customer_id
            and trigger_occasions.trigger_id = resting.trigger_id
)

select * from final
