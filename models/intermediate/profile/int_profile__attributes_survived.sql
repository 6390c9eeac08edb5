with attributes_ranked as (
    select * from {{ ref('int_profile__attributes_ranked') }}
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
        decided_by,
        reason
    from attributes_ranked
    where status in ('won', 'kept')
)

select * from final
