{# The fate of every occasion, and the one message of each customer: of what nothing stands against,
   the trigger of the lowest number, then the newest occasion, on the first channel that is open. #}
with occasions_checked as (
    select * from {{ ref('int_activation__occasions_checked') }}
),

occasion_channels as (
    select * from {{ ref('int_activation__occasion_channels') }}
),

messages_of_this_run as (
    select customer_id from {{ ref('int_activation__messages_before') }}
    where chosen_at = {{ as_of() }}
    group by customer_id
),

channels_ranked as (
    select
        *,
        row_number() over (
            partition by customer_id, trigger_id, occasion_key
            order by
                case when is_of_this_run then 0 else 1 end asc nulls last,
                case when is_granted and is_reachable and limit_id is null then 0 else 1 end
                asc nulls last,
                place asc nulls last,
                channel asc nulls last
        ) as channel_rank
    from occasion_channels
),

channels_summed as (
    select
        customer_id,
        trigger_id,
        occasion_key,
        max(case when channel_rank = 1 then channel end) as first_channel,
        max(case
            when channel_rank = 1 and is_granted and is_reachable and limit_id is null then 1
            else 0
        end) = 1 as is_open,
        max(case when is_granted then 1 else 0 end) = 1 as is_granted,
        max(case when is_granted and is_reachable then 1 else 0 end) = 1 as is_reachable,
        min(case when is_granted and is_reachable then limit_id end) as limit_id
    from channels_ranked
    group by customer_id, trigger_id, occasion_key
),

judged as (
    select
        occasions_checked.*,
        channels_summed.first_channel,
        channels_summed.limit_id,
        messages_of_this_run.customer_id is not null as has_message_of_this_run,
        coalesce(occasions_checked.blocked_by, case
            when not coalesce(channels_summed.is_granted, false) then 'no_consent'
            when not channels_summed.is_reachable then 'unreachable'
            when not channels_summed.is_open then 'capped'
        end) as rule
    from occasions_checked
    left join channels_summed
        on
            occasions_checked.customer_id = channels_summed.customer_id
            and occasions_checked.trigger_id = channels_summed.trigger_id
            and occasions_checked.occasion_key = channels_summed.occasion_key
    left join messages_of_this_run
        on occasions_checked.customer_id = messages_of_this_run.customer_id
),

ranked as (
    select
        *,
        row_number() over (
            partition by customer_id
            order by
                case when rule is null then 0 else 1 end asc nulls last,
                case when is_of_this_run then 0 else 1 end asc nulls last,
                priority asc nulls last,
                opens_at desc nulls last,
                trigger_id asc nulls last,
                occasion_key asc nulls last
        ) as place
    from judged
),

decided as (
    select
        *,
        case
            when rule is not null then rule
            when place > 1 or (has_message_of_this_run and not is_of_this_run)
                then 'lower_priority'
            else 'chosen'
        end as fate
    from ranked
),

final as (
    select
        *,
        case when fate = 'chosen' then first_channel end as channel,
        max(case when fate = 'chosen' then trigger_id end) over (partition by customer_id)
            as chosen_trigger_id
    from decided
)

select * from final
