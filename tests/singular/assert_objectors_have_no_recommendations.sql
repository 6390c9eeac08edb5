{# Whoever objected to being profiled, or to everything, is offered nothing and expected nothing. #}
{{ config(meta={'dagster': {'ref': {'name': 'customer_recommendations'}}}) }}

with customer_recommendations as (
    select * from {{ ref('customer_recommendations') }}
),

category_affinities as (
    select * from {{ ref('category_affinities') }}
),

signs_dated as (
    select * from {{ ref('int_recommendation__signs_dated') }}
),

privacy_states as (
    select * from {{ ref('int_profile__privacy_states') }}
    where objects_to_profiling or objects_to_everything
),

told as (
    select customer_id
    from customer_recommendations

    union all

    select customer_id
    from category_affinities

    union all

    select customer_id
    from signs_dated
),

final as (
    select told.customer_id
    from told
    inner join privacy_states
        on told.customer_id = privacy_states.customer_id
)

select * from final
