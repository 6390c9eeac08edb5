{# The channels that a trigger may take, in its order, and what stands against each: no consent, no
   address that may be written to, a limit reached. Who may be addressed is not decided here. #}
with trigger_occasions as (
    select * from {{ ref('int_activation__trigger_occasions') }}
),

triggers as (
    select * from {{ ref('triggers') }}
),

contact_channels as (
    select * from {{ ref('contact_channels') }}
),

customer_consents as (
    select * from {{ ref('int_profile__customer_consents') }}
    where
        purpose = 'marketing'
        and is_granted
),

contacts_allowed as (
    select * from {{ ref('int_profile__contacts_allowed') }}
),

limits_reached as (
    select * from {{ ref('int_activation__limits_reached') }}
),

messages_of_this_run as (
    select * from {{ ref('int_activation__messages_before') }}
    where chosen_at = {{ as_of() }}
),

offered as (
    select
        trigger_occasions.customer_id,
        trigger_occasions.trigger_id,
        trigger_occasions.occasion_key,
        contact_channels.channel,
        triggers.is_capped,
        {{ dbt.position(
            "'|' || contact_channels.channel || '|'", "'|' || triggers.channels || '|'"
        ) }} as place
    from trigger_occasions
    inner join triggers
        on trigger_occasions.trigger_id = triggers.trigger_id
    cross join contact_channels
),

limited as (
    select
        offered.customer_id,
        offered.trigger_id,
        offered.occasion_key,
        offered.channel,
        min(limits_reached.limit_id) as limit_id
    from offered
    inner join limits_reached
        on
            offered.customer_id = limits_reached.customer_id
            and limits_reached.channel in ('any', offered.channel)
    where offered.is_capped
    group by
        offered.customer_id, offered.trigger_id, offered.occasion_key, offered.channel
),

final as (
    select
        offered.customer_id,
        offered.trigger_id,
        offered.occasion_key,
        offered.channel,
        offered.place,
        messages_of_this_run.customer_id is not null as is_of_this_run,
        customer_consents.customer_id is not null as is_granted,
        contacts_allowed.customer_id is not null as is_reachable,
        case when messages_of_this_run.customer_id is null then limited.limit_id end as limit_id
    from offered
    left join customer_consents
        on
            offered.customer_id = customer_consents.customer_id
            and offered.channel = customer_consents.channel
    left join contacts_allowed
        on
            offered.customer_id = contacts_allowed.customer_id
            and offered.channel = contacts_allowed.channel
    left join limited
        on
            offered.customer_id = limited.customer_id
            and offered.trigger_id = limited.trigger_id
            and offered.occasion_key = limited.occasion_key
            and offered.channel = limited.channel
    left join messages_of_this_run
        on
            offered.customer_id = messages_of_this_run.customer_id
            and offered.trigger_id = messages_of_this_run.trigger_id
            and offered.occasion_key = messages_of_this_run.occasion_key
            and offered.channel = messages_of_this_run.channel
    where offered.place > 0
)

select * from final
