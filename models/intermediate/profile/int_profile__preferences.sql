with preference_evidence as (
    select * from {{ ref('int_profile__preference_evidence') }}
),

final as (
    select
        customer_id,
        preference_name,
        preference_value,
        weight,
        sign_count,
        last_seen_at,
        weight * cast(1 as double)
        / sum(weight) over (partition by customer_id, preference_name) as weight_share,
        row_number() over (
            partition by customer_id, preference_name
            order by
                weight desc nulls last,
                last_seen_at desc nulls last,
                preference_value asc nulls last
        ) as preference_rank
    from preference_evidence
)

select * from final
