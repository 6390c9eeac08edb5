with identifier_types as (
    select * from {{ ref('identifier_types') }}
    where identifier_class = 'person' and is_enabled and limit_per_customer is not null
),

conflicts as (
    select * from {{ ref('identity_conflicts') }}
),

final as (
    select
        identifier_type || '_limit' as rule,
        identifier_type as token_type,
        limit_per_customer as token_limit
    from identifier_types
    union all
    select
        rule,
        token_type,
        token_limit
    from conflicts
)

select * from final
