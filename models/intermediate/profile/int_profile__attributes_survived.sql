with attributes_resolved as (
    select * from {{ ref('int_profile__attributes_resolved') }}
),

survivorship_ranks as (
    select * from {{ ref('int_profile__survivorship_ranks') }}
),

ranked as (
    select
        attributes_resolved.customer_id,
        attributes_resolved.attribute_name,
        attributes_resolved.attribute_value,
        attributes_resolved.value_kind,
        attributes_resolved.source_name,
        attributes_resolved.source_record_id,
        attributes_resolved.confidence,
        attributes_resolved.occurred_at,
        survivorship_ranks.survivorship_rank,
        survivorship_ranks.keeps_all_values,
        survivorship_ranks.reason,
        coalesce(
            attributes_resolved.occurred_at < {{ dbt.dateadd(
                'day', '-survivorship_ranks.expires_after_days', as_of()
            ) }},
            false
        ) as is_expired
    from attributes_resolved
    inner join survivorship_ranks
        on
            attributes_resolved.attribute_name = survivorship_ranks.attribute_name
            and attributes_resolved.value_kind = survivorship_ranks.value_kind
            and attributes_resolved.source_name = survivorship_ranks.source_name
    where attributes_resolved.is_plausible
),

{# The best record of each value, with how many records agree on it. #}
valued as (
    select
        *,
        count(*) over (
            partition by customer_id, attribute_name, lower(attribute_value)
        ) as agreeing_record_count,
        row_number() over (
            partition by customer_id, attribute_name, lower(attribute_value)
            order by
                is_expired asc nulls last,
                survivorship_rank asc nulls last,
                occurred_at desc nulls last,
                confidence desc nulls last,
                source_name asc nulls last,
                source_record_id asc nulls last,
                attribute_value asc nulls last
        ) as record_rank
    from ranked
),

competing as (
    select
        *,
        count(*) over (partition by customer_id, attribute_name) as value_count,
        row_number() over values_by_merit as value_rank,
        lead(is_expired) over values_by_merit as next_is_expired,
        lead(survivorship_rank) over values_by_merit as next_survivorship_rank,
        lead(occurred_at) over values_by_merit as next_occurred_at,
        lead(confidence) over values_by_merit as next_confidence,
        lead(agreeing_record_count) over values_by_merit as next_agreeing_record_count
    from valued
    where record_rank = 1
    window values_by_merit as (
        partition by customer_id, attribute_name
        order by
            is_expired asc nulls last,
            survivorship_rank asc nulls last,
            occurred_at desc nulls last,
            confidence desc nulls last,
            agreeing_record_count desc nulls last,
            lower(attribute_value) asc nulls last
    )
),

final as (
    select
        customer_id,
        attribute_name,
        attribute_value,
        value_kind,
        source_name,
        source_record_id,
        confidence,
        occurred_at,
        agreeing_record_count,
        value_count,
        is_expired,
        value_rank,
        case
            when keeps_all_values then 'every value is kept'
            when value_count = 1 then 'no other value'
            when next_is_expired <> is_expired then 'fresh before expired'
            when next_survivorship_rank <> survivorship_rank then 'rank of its origin'
            when occurred_at > coalesce(next_occurred_at, cast('0001-01-01' as timestamp))
                then 'newest'
            when confidence > coalesce(next_confidence, -1) then 'most confident'
            when next_agreeing_record_count <> agreeing_record_count then 'most records agree'
            else 'alphabetical order'
        end as decided_by,
        reason
    from competing
    where
        (value_rank = 1 or keeps_all_values)
        and not (keeps_all_values and is_expired)
)

select * from final
