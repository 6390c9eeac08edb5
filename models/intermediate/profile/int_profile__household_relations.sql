{# Confidence by noisy-or: independent groups of evidence each leave a doubt, and the doubts
   multiply. Within a group only the strongest evidence counts. #}
with household_evidence as (
    select * from {{ ref('int_profile__household_evidence') }}
),

ranked as (
    select
        *,
        row_number() over (
            partition by left_customer_id, right_customer_id, evidence_group
            order by weight desc nulls last, evidence asc nulls last
        ) as group_rank
    from household_evidence
),

combined as (
    select
        left_customer_id,
        right_customer_id,
        round(
            1 - exp(sum(case when group_rank = 1 then ln(1 - weight) else 0 end)), 4
        ) as confidence,
        {{ dbt.listagg('evidence', "', '", 'order by weight desc, evidence asc') }} as evidence,
        cast(count(*) as integer) as evidence_count,
        min(first_seen_at) as first_seen_at,
        max(last_seen_at) as last_seen_at
    from ranked
    group by left_customer_id, right_customer_id
    having max(case when finds_pairs then 1 else 0 end) = 1
),

final as (
    select
        *,
        confidence >= {{ household_limit('minimum_confidence') }} as is_strong
    from combined
)

select * from final
