with channels_seen as (
    select * from {{ ref('int_activity__channels_seen') }}
),

ranked as (
    select
        *,
        row_number() over (
            partition by customer_id
            order by first_seen_at asc nulls last, channel asc nulls last
        ) as first_rank,
        row_number() over (
            partition by customer_id order by last_seen_at desc nulls last, channel asc
        ) as last_rank
    from channels_seen
),

final as (
    select
        customer_id,
        {%- for channel in ['web', 'app', 'store', 'email'] %}
            min(case when channel = '{{ channel }}' then first_seen_at end)
                as first_{{ channel }}_seen_at,
            max(case when channel = '{{ channel }}' then last_seen_at end)
                as last_{{ channel }}_seen_at,
        {%- endfor %}
        min(first_seen_at) as first_seen_at,
        max(last_seen_at) as last_seen_at,
        max(case when first_rank = 1 then channel end) as first_seen_channel,
        max(case when last_rank = 1 then channel end) as last_seen_channel
    from ranked
    group by customer_id
)

select * from final
