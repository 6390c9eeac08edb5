{# The customers whose retention is over (R33): the job removes them before it publishes. A person
   of whom nothing dated is known is not judged. #}
with customers_kept_in_touch as (
    select * from {{ ref('int_profile__customers_kept_in_touch') }}
),

retention as (
    select * from {{ ref('retention') }}
    where counted_from = 'last_contact' and keep_days is not null
),

final as (
    select
        customers_kept_in_touch.customer_id,
        min(retention.applies_to) as applies_to,
        min(retention.keep_days) as keep_days,
        min(customers_kept_in_touch.last_seen_at) as last_seen_at
    from customers_kept_in_touch
    inner join retention
        on
            retention.applies_to = 'all'
            or (retention.applies_to = 'buyers' and customers_kept_in_touch.has_bought)
            or (retention.applies_to = 'prospects' and not customers_kept_in_touch.has_bought)
    where
        customers_kept_in_touch.last_seen_at
        < {{ dbt.dateadd('day', '-retention.keep_days', as_of()) }}
    group by customers_kept_in_touch.customer_id
)

select * from final
