{# A request is open until its source says that it is closed; one without a state is taken as done,
   since nobody can close it any more. #}
with interactions_resolved as (
    select * from {{ ref('int_activity__interactions_resolved') }}
    where
        customer_id is not null
        and interaction_type = 'support_contacted'
        and occurred_at <= {{ as_of() }}
),

ranked as (
    select
        *,
        coalesce(lower(status), 'closed') not in ('closed', 'resolved', 'solved') as is_open,
        row_number() over (
            partition by customer_id
            order by occurred_at desc nulls last, interaction_id asc
        ) as contact_rank
    from interactions_resolved
),

final as (
    select
        customer_id,
        max(occurred_at) as last_contact_at,
        max(case when contact_rank = 1 then channel end) as last_contact_channel,
        max(case when contact_rank = 1 then topic end) as last_contact_topic,
        max(case when contact_rank = 1 then status end) as last_contact_status,
        max(case when contact_rank = 1 then sentiment end) as last_contact_sentiment,
        cast(count(*) as integer) as contact_count,
        cast(sum(case when is_open then 1 else 0 end) as integer) as open_request_count,
        min(case when is_open then occurred_at end) as oldest_open_request_at
    from ranked
    group by customer_id
)

select * from final
