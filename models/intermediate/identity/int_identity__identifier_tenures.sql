{# Values that passed from one person to the next: each claimant was done with the value long enough
   before the next registered it. Where two used it in the same time, or one soon after the other, it
   is shared, not passed on, and stays with whoever its evidence is strongest for. #}
with claims as (
    select * from {{ ref('int_identity__identifier_claims') }}
),

identifiers as (
    select * from {{ ref('int_identity__identifiers') }}
),

identifier_types as (
    select * from {{ ref('identifier_types') }}
),

resting as (
    select
        claims.*,
        identifier_types.recycled_after_days
    from claims
    inner join identifiers
        on claims.identifier_id = identifiers.identifier_id
    inner join identifier_types
        on identifiers.identifier_type = identifier_types.identifier_type
),

ordered as (
    select
        *,
        max(last_claimed_at) over (
            partition by identifier_id
            order by first_claimed_at asc nulls first, cluster_id asc nulls first
            rows between unbounded preceding and 1 preceding
        ) as last_claimed_before_at,
        row_number() over (
            partition by identifier_id
            order by first_claimed_at asc nulls first, cluster_id asc nulls first
        ) as tenure_number,
        lead(first_claimed_at) over (
            partition by identifier_id
            order by first_claimed_at asc nulls first, cluster_id asc nulls first
        ) as next_claimed_at
    from resting
),

shared as (
    select identifier_id
    from ordered
    group by identifier_id
    having
        count(*) = 1
        or max(case
            when
                {{ dbt.dateadd('day', 'recycled_after_days', 'last_claimed_before_at') }}
                > first_claimed_at then 1
            else 0
        end) = 1
),

final as (
    select
        ordered.identifier_id,
        ordered.cluster_id,
        case
            when ordered.tenure_number = 1 then cast('1900-01-01' as timestamp)
            else ordered.first_claimed_at
        end as valid_from_at,
        coalesce(ordered.next_claimed_at, cast('9999-12-31' as timestamp)) as valid_to_at
    from ordered
    left join shared
        on ordered.identifier_id = shared.identifier_id
    where shared.identifier_id is null
)

select * from final
