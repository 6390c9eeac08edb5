{# What a cap on messages needs to know, by channel. What was held back or bounced has disturbed
   nobody. A message exactly seven days old is no longer one of the last seven days. #}
with contacts as (
    select * from {{ ref('int_activity__contacts') }}
    where customer_id is not null and not is_withheld and not is_bounced
),

final as (
    select
        customer_id,
        channel,
        cast(count(*) as integer) as contact_count,
        {%- for days in [7, 30] %}
            cast(sum(case
                when contacted_at > {{ dbt.dateadd('day', -days, as_of()) }} then 1 else 0
            end) as integer) as contact_count_{{ days }}_days,
        {%- endfor %}
        cast(sum(case
            when coalesce(opened_at, clicked_at) is not null then 1 else 0
        end) as integer) as reaction_count,
        max(contacted_at) as last_contact_at,
        max(coalesce(clicked_at, opened_at)) as last_reaction_at
    from contacts
    group by customer_id, channel
)

select * from final
