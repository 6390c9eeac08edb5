{# The limits that leave no room for one more message now. A window reaches as far forward as
   back, so that a run for an earlier day does not crowd a later one; in runs that follow each
   other nothing lies ahead. #}
with customers as (
    select customer_id from {{ ref('int_activation__trigger_occasions') }}
    group by customer_id
),

contact_limits as (
    select * from {{ ref('contact_limits') }}
),

paces_declared as (
    select * from {{ ref('int_profile__attributes_survived') }}
    where
        attribute_name = 'newsletter_frequency'
        and value_kind = 'declared'
        and not is_expired
),

contacts_counted as (
    select * from {{ ref('int_activation__contacts_counted') }}
),

limits as (
    select
        customers.customer_id,
        contact_limits.limit_id,
        contact_limits.channel,
        contact_limits.window_days,
        contact_limits.max_messages
    from customers
    cross join contact_limits
    left join paces_declared
        on
            customers.customer_id = paces_declared.customer_id
            and contact_limits.declared_pace = paces_declared.attribute_value
    where
        contact_limits.declared_pace is null
        or paces_declared.customer_id is not null
),

final as (
    select
        limits.customer_id,
        limits.limit_id,
        limits.channel,
        count(contacts_counted.contact_key) as contact_count
    from limits
    left join contacts_counted
        on
            limits.customer_id = contacts_counted.customer_id
            and limits.channel in ('any', contacts_counted.channel)
            and contacts_counted.contacted_at > {{ dbt.dateadd(
                'day', '-limits.window_days', as_of()
            ) }}
            and contacts_counted.contacted_at < {{ dbt.dateadd(
                'day', 'limits.window_days', as_of()
            ) }}
    group by limits.customer_id, limits.limit_id, limits.channel, limits.max_messages
    having count(contacts_counted.contact_key) >= limits.max_messages
)

select * from final
