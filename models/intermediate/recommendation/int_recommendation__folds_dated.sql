with recommendation_folds as (
    select * from {{ ref('recommendation_folds') }}
),

final as (
    select
        fold,
        cast({{ dbt.dateadd('day', '-days_before', as_of()) }} as date) as known_until_date
    from recommendation_folds
)

select * from final
