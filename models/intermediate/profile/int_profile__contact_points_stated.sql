with contact_points as (
    select * from {{ ref('int_profile__contact_points') }}
),

raw_identifiers_resolved as (
    select * from {{ ref('int_identity__raw_identifiers_resolved') }}
),

{# Counted per source before anything is joined: an address is seen with every mail it is sent. #}
seen as (
    select
        identifier_type,
        raw_value,
        source_name,
        max(case when is_verified then 1 else 0 end) as any_verified,
        sum(record_count) as record_count,
        min(occurred_at) as first_occurred_at,
        max(last_occurred_at) as last_occurred_at
    from {{ ref('input__identifier_observations') }}
    where
        identifier_type in ('email', 'phone')
        and identifier_role = 'self'
    group by identifier_type, raw_value, source_name
),

final as (
    select
        contact_points.customer_id,
        contact_points.contact_point_type as attribute_name,
        contact_points.contact_point as attribute_value,
        seen.source_name,
        {{ dbt.concat(['seen.source_name', "':'", 'contact_points.contact_point_type']) }}
            as source_record_id,
        max(seen.any_verified) = 1 as is_verified,
        sum(seen.record_count) as record_count,
        max(seen.last_occurred_at) as occurred_at,
        min(seen.first_occurred_at) as first_occurred_at
    from contact_points
    inner join raw_identifiers_resolved
        on
            contact_points.customer_id = raw_identifiers_resolved.customer_id
            and contact_points.contact_point_type = raw_identifiers_resolved.identifier_type
            and contact_points.contact_point_key = raw_identifiers_resolved.normalized_value
    inner join seen
        on
            raw_identifiers_resolved.identifier_type = seen.identifier_type
            and raw_identifiers_resolved.raw_value = seen.raw_value
            and raw_identifiers_resolved.valid_from_at <= seen.last_occurred_at
            and raw_identifiers_resolved.valid_to_at > seen.first_occurred_at
    group by
        contact_points.customer_id,
        contact_points.contact_point_type,
        contact_points.contact_point,
        seen.source_name
)

select * from final
