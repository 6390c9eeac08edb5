{# What somebody says of their size outranks what they asked the size guide for, and that what they
   bought for themselves. A size is read in its own system only: 42 of shoes is no 42 of trousers. #}
with customers_profiled as (
    select * from {{ ref('int_profile__customers_profiled') }}
    where is_profiled
),

attributes_survived as (
    select * from {{ ref('int_profile__attributes_survived') }}
    where not is_expired
),

size_systems as (
    select * from {{ ref('size_systems') }}
),

category_rules as (
    select * from {{ ref('category_rules') }}
),

events_attributed as (
    select * from {{ ref('int_activity__events_attributed') }}
    where
        customer_id is not null
        and event_name = 'size_guide_viewed'
        and product_size is not null
        and coalesce(has_analytics_consent, true)
        and occurred_at <= {{ as_of() }}
),

articles_kept as (
    select * from {{ ref('int_recommendation__articles_kept') }}
),

by_category as (
    select
        customer_id,
        product_category as category,
        product_size as size,
        'size guide' as basis,
        occurred_at as stated_at
    from events_attributed

    union all

    select
        customer_id,
        category,
        size,
        'bought' as basis,
        ordered_at as stated_at
    from articles_kept
),

stated as (
    select
        attributes_survived.customer_id,
        size_systems.size_system,
        attributes_survived.attribute_value as size,
        'declared' as basis,
        1 as basis_rank,
        attributes_survived.occurred_at as stated_at
    from attributes_survived
    inner join size_systems
        on attributes_survived.attribute_name = size_systems.declared_by

    union all

    select
        by_category.customer_id,
        coalesce(category_rules.size_system, 'category ' || by_category.category) as size_system,
        by_category.size,
        by_category.basis,
        case by_category.basis when 'size guide' then 2 else 3 end as basis_rank,
        by_category.stated_at
    from by_category
    left join category_rules
        on by_category.category = category_rules.category
    where by_category.size is not null
),

counted as (
    select
        stated.customer_id,
        stated.size_system,
        stated.size,
        stated.basis,
        stated.basis_rank,
        count(*) as sign_count,
        max(stated.stated_at) as last_stated_at
    from stated
    inner join customers_profiled
        on stated.customer_id = customers_profiled.customer_id
    where stated.size_system <> 'none'
    group by
        stated.customer_id, stated.size_system, stated.size, stated.basis, stated.basis_rank
),

ranked as (
    select
        *,
        row_number() over (
            partition by customer_id, size_system
            order by
                basis_rank asc nulls last,
                sign_count desc nulls last,
                last_stated_at desc nulls last,
                size asc
        ) as size_rank
    from counted
),

final as (
    select
        customer_id,
        size_system,
        size,
        basis
    from ranked
    where size_rank = 1
)

select * from final
