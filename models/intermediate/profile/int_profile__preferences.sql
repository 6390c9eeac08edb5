{# Ranked by the forward weights, which no later run revises; the weights of today are for people to
   read. Sizes are compared with their like: a shoe size says nothing against a size of shirts. #}
with preference_evidence as (
    select
        *,
        {{ regexp_matches('preference_value', '^[0-9]') }} as is_number
    from {{ ref('int_profile__preference_evidence') }}
),

ranked as (
    select
        *,
        cast(forward_weight as double)
        / cast(sum(forward_weight) over same_preference as double) as weight_share,
        cast(behaviour_forward_weight as double)
        / cast(nullif(sum(behaviour_forward_weight) over same_preference, 0) as double)
            as behaviour_share,
        row_number() over (
            partition by customer_id, preference_name
            order by
                forward_weight desc nulls last,
                last_seen_at desc nulls last,
                preference_value asc nulls last
        ) as preference_rank,
        row_number() over (
            partition by customer_id, preference_name
            order by
                behaviour_forward_weight desc nulls last,
                last_seen_at desc nulls last,
                preference_value asc nulls last
        ) as behaviour_rank,
        row_number() over (
            partition by customer_id, preference_name, is_number
            order by
                behaviour_forward_weight desc nulls last,
                last_seen_at desc nulls last,
                preference_value asc nulls last
        ) as behaviour_rank_among_like
    from preference_evidence
    window same_preference as (partition by customer_id, preference_name)
),

compared as (
    select
        *,
        max(case when is_declared then 1 else 0 end) over same_kind as declared,
        max(case
            when behaviour_rank_among_like = 1 and behaviour_weight >= minimum_weight
                then preference_value
        end) over same_kind as behaviour_favourite,
        max(case
            when
                behaviour_rank_among_like = 1
                and behaviour_weight >= minimum_weight
                and is_declared
                then 1
            else 0
        end) over same_kind as agrees
    from ranked
    window same_kind as (partition by customer_id, preference_name, is_number)
),

final as (
    select
        customer_id,
        preference_name,
        preference_value,
        weight,
        behaviour_weight,
        is_declared,
        sign_count,
        last_seen_at,
        weight_share,
        behaviour_share,
        preference_rank,
        behaviour_rank,
        weight >= minimum_weight as is_sure,
        behaviour_weight >= minimum_weight as is_sure_by_behaviour,
        case
            when agrees = 1 then 'agrees'
            when declared = 1 and behaviour_favourite is not null then 'behaviour disagrees'
            when declared = 1 then 'only declared'
            when behaviour_favourite is not null then 'only behaviour'
            else 'too few signs'
        end as verdict
    from compared
)

select * from final
