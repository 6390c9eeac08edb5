with behaviours_listed as (
    select * from {{ ref('int_insight__behaviours_listed') }}
),

ranked as (
    select
        *,
        row_number() over (
            partition by customer_id, behaviour
            order by occurrence_count desc nulls last, listed_value asc nulls last
        ) as value_rank
    from behaviours_listed
),

final as (
    select
        customer_id,
        cast(sum(
            case when behaviour = 'campaign_kind_clicked' then occurrence_count else 0 end
        ) as integer) as message_click_count,
        cast(sum(case when behaviour = 'category_bought' then 1 else 0 end) as integer)
            as category_count,
        max(case when behaviour = 'category_browsed' and value_rank = 1 then listed_value end)
            as browsed_category
    from ranked
    group by customer_id
)

select * from final
