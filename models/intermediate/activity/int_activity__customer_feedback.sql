with interactions_resolved as (
    select * from {{ ref('int_activity__interactions_resolved') }}
    where
        customer_id is not null
        and interaction_type in ('nps_answered', 'review_written', 'support_contacted')
),

answers_resolved as (
    select * from {{ ref('int_activity__answers_resolved') }}
    where
        customer_id is not null
        and status = 'answered'
),

ranked as (
    select
        *,
        row_number() over (
            partition by customer_id, interaction_type
            order by occurred_at desc nulls last, interaction_id asc nulls last
        ) as type_rank,
        row_number() over (
            partition by customer_id
            order by
                case when sentiment is null then 1 else 0 end asc nulls last,
                occurred_at desc nulls last,
                interaction_id asc nulls last
        ) as sentiment_rank
    from interactions_resolved
),

opinions as (
    select
        customer_id,
        sum(case when interaction_type <> 'support_contacted' then 1 else 0 end)
            as opinion_count,
        sum(case when interaction_type = 'review_written' and rating >= 4 then 1 else 0 end)
            as positive_review_count,
        max(case when interaction_type = 'nps_answered' and type_rank = 1 then rating end)
            as last_nps_score,
        max(case when sentiment_rank = 1 then sentiment end) as last_sentiment,
        cast(0 as bigint) as answer_count
    from ranked
    group by customer_id

    union all

    select
        customer_id,
        0 as opinion_count,
        0 as positive_review_count,
        null as last_nps_score,
        null as last_sentiment,
        count(*) as answer_count
    from answers_resolved
    group by customer_id
),

final as (
    select
        customer_id,
        cast(sum(opinion_count) + sum(answer_count) as integer) as feedback_count,
        cast(sum(positive_review_count) as integer) as positive_review_count,
        cast(max(last_nps_score) as integer) as last_nps_score,
        max(last_sentiment) as last_sentiment,
        cast(sum(answer_count) as integer) as answer_count
    from opinions
    group by customer_id
)

select * from final
