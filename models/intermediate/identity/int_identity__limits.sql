with identifier_types as (
    select * from {{ ref('identifier_types') }}
    where identifier_class = 'person' and is_enabled and limit_per_customer is not null
),

conflicts as (
    select * from {{ ref('identity_conflicts') }}
),

decisions as (
    select * from {{ ref('int_identity__decisions') }}
    where status = 'in_force' and decision = 'cannot_link'
),

-- A decision that two identifiers are one customer's outranks every limit; only the decision that
-- two are not holds against it.
final as (
    select
        identifier_type || '_limit' as rule,
        identifier_type as token_type,
        limit_per_customer as token_limit,
        false as binds_forced
    from identifier_types
    union all
    select
        rule,
        token_type,
        token_limit,
        false as binds_forced
    from conflicts
    union all
    select
        'cannot_link:' || decision_id as rule,
        'cannot_link:' || decision_id as token_type,
        1 as token_limit,
        true as binds_forced
    from decisions
)

select * from final
