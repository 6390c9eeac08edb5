with attributes_ranked as (
    select * from {{ ref('int_profile__attributes_ranked') }}
),

derived_attributes_ranked as (
    select * from {{ ref('int_profile__derived_attributes_ranked') }}
),

derived_names as (
    select attribute_name
    from derived_attributes_ranked
    group by attribute_name
),

every_attribute as (
    select * from derived_attributes_ranked
    union all
    select attributes_ranked.*
    from attributes_ranked
    left join derived_names
        on attributes_ranked.attribute_name = derived_names.attribute_name
    where derived_names.attribute_name is null
),

final as (
    select
        customer_id,
        attribute_name,
        attribute_value,
        value_kind,
        source_name,
        confidence,
        occurred_at as stated_at,
        first_stated_at,
        {{ dbt.dateadd('day', 'expires_after_days', 'occurred_at') }} as valid_to_at,
        cast(agreeing_record_count as integer) as record_count,
        cast(value_rank as integer) as value_rank,
        status,
        decided_by,
        reason
    from every_attribute
    order by customer_id, attribute_name, value_rank
)

select * from final
