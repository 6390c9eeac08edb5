with members as (
    select * from {{ ref('household_members') }}
),

relations as (
    select * from {{ ref('customer_relations') }}
    where household_id is not null
),

household_evidence as (
    select * from {{ ref('int_profile__household_evidence') }}
),

household_values as (
    select * from {{ ref('household_values') }}
),

sized as (
    select
        household_id,
        cast(count(*) as integer) as member_count,
        min(confidence) as confidence,
        min(related_since_at) as known_since_at
    from members
    group by household_id
),

kinds as (
    select
        relations.household_id,
        household_evidence.evidence,
        max(household_evidence.weight) as weight
    from relations
    inner join household_evidence
        on
            relations.left_customer_id = household_evidence.left_customer_id
            and relations.right_customer_id = household_evidence.right_customer_id
    group by relations.household_id, household_evidence.evidence
),

listed as (
    select
        household_id,
        {{ dbt.listagg('evidence', "', '", 'order by weight desc, evidence asc') }} as evidence
    from kinds
    group by household_id
),

-- The currency in which most was ordered speaks for the household, as it does for a customer.
ranked as (
    select
        *,
        row_number() over (
            partition by household_id
            order by order_count desc nulls last, currency asc nulls last
        ) as currency_rank,
        max(last_order_at) over (partition by household_id) as household_last_order_at
    from household_values
),

final as (
    select
        sized.household_id,
        sized.member_count,
        sized.confidence,
        listed.evidence,
        cast(coalesce(ranked.order_count, 0) as integer) as order_count,
        cast(coalesce(ranked.order_count_365_days, 0) as integer) as order_count_365_days,
        ranked.currency,
        ranked.total_amount,
        ranked.total_amount_365_days,
        ranked.household_last_order_at as last_order_at,
        sized.known_since_at,
        cast(sized.member_count as {{ dbt.type_string() }})
        || ' customers tied by ' || listed.evidence as reason
    from sized
    inner join listed
        on sized.household_id = listed.household_id
    left join ranked
        on
            sized.household_id = ranked.household_id
            and ranked.currency_rank = 1
    order by sized.household_id
)

select * from final
