{# Clicks that a machine made, or that came after the moment the run describes, are nobody's. #}
with customer_facts as (
    select * from {{ ref('int_segmentation__customer_facts') }}
    where is_profiled
),

customer_orders as (
    select * from {{ ref('int_activity__customer_orders') }}
),

email_clicks as (
    select
        customer_id,
        count(*) as click_count
    from {{ ref('int_activity__interactions_resolved') }}
    where
        interaction_type = 'email_clicked'
        and not is_machine
        and occurred_at <= {{ as_of() }}
        and occurred_at > {{ dbt.dateadd('day', -365, as_of()) }}
    group by customer_id
),

final as (
    select
        customer_facts.*,
        customer_orders.currency,
        cast(coalesce(email_clicks.click_count, 0) as integer) as email_click_count_365_days
    from customer_facts
    left join customer_orders
        on customer_facts.customer_id = customer_orders.customer_id
    left join email_clicks
        on customer_facts.customer_id = email_clicks.customer_id
)

select * from final
