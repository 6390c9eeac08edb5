{# A person who has a value corrected (R32, GDPR article 16) says that what was known until then is
   wrong: every other value that was stated before is set aside, and stays aside when a system that
   was not mended repeats it. What the person states anew afterwards counts as ever. #}
with attributes_stated as (
    select * from {{ ref('int_profile__attributes_stated') }}
),

rectifications as (
    select source_record_id
    from {{ ref('input__privacy_requests') }}
    where request_type = 'rectification'
    group by source_record_id
),

marked as (
    select
        attributes_stated.*,
        lower(attributes_stated.attribute_value) as value_key,
        rectifications.source_record_id is not null as is_rectification
    from attributes_stated
    left join rectifications
        on attributes_stated.source_record_id = rectifications.source_record_id
),

dated as (
    select
        *,
        min(occurred_at) over (partition by customer_id, attribute_name, value_key)
            as value_stated_at,
        max(case when is_rectification then occurred_at end) over (
            partition by customer_id, attribute_name
        ) as rectified_at,
        first_value(case when is_rectification then value_key end) over (
            partition by customer_id, attribute_name
            order by
                case when is_rectification then 0 else 1 end asc nulls last,
                occurred_at desc nulls last,
                source_record_id desc nulls last,
                value_key asc nulls last
        ) as rectified_key
    from marked
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
        is_verified,
        record_count,
        occurred_at,
        first_occurred_at,
        ingested_at,
        is_plausible,
        coalesce(value_stated_at < rectified_at and value_key <> rectified_key, false)
            as is_corrected
    from dated
)

select * from final
