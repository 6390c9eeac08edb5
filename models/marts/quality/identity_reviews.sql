{# What a person should decide. The dearest mistake comes first: where a refusal of the one is not
   kept for the other, then where most of what somebody spent is seen of the wrong person. #}
with reviews_open as (
    select * from {{ ref('int_quality__reviews_open') }}
),

customers as (
    select * from {{ ref('customers') }}
),

consents as (
    select * from {{ ref('customer_consents') }}
    where purpose = 'marketing'
),

consent_conflicts as (
    select
        reviews_open.left_customer_id,
        reviews_open.right_customer_id,
        count(*) as consent_conflict_count
    from reviews_open
    inner join consents as left_consents
        on reviews_open.left_customer_id = left_consents.customer_id
    inner join consents as right_consents
        on reviews_open.right_customer_id = right_consents.customer_id
            and left_consents.channel = right_consents.channel
            and left_consents.is_granted <> right_consents.is_granted
    group by reviews_open.left_customer_id, reviews_open.right_customer_id
),

costed as (
    select
        reviews_open.*,
        cast(coalesce(consent_conflicts.consent_conflict_count, 0) as bigint)
            as consent_conflict_count,
        cast(
            least(
                coalesce(left_customers.total_amount, 0), coalesce(right_customers.total_amount, 0)
            ) as decimal(18, 2)
        ) as misread_amount
    from reviews_open
    left join customers as left_customers
        on reviews_open.left_customer_id = left_customers.customer_id
    left join customers as right_customers
        on reviews_open.right_customer_id = right_customers.customer_id
    left join consent_conflicts
        on reviews_open.left_customer_id = consent_conflicts.left_customer_id
            and reviews_open.right_customer_id = consent_conflicts.right_customer_id
),

final as (
    select
        row_number() over (
            order by
                consent_conflict_count desc nulls last,
                misread_amount desc nulls last,
                left_customer_id asc nulls last,
                right_customer_id asc nulls last
        ) as review_rank,
        left_customer_id,
        left_type,
        left_value,
        right_customer_id,
        right_type,
        right_value,
        rule,
        reason,
        names,
        birth_dates,
        places,
        consent_conflict_count,
        misread_amount
    from costed
)

select * from final
