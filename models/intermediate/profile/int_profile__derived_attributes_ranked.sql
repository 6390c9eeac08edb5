{# Derived values meet what the customer said under the same name, and the same rules decide: a
   region by postcode yields to a region stated, a taste shown to a taste said. #}
with attributes_derived as (
    select * from {{ ref('int_profile__attributes_derived') }}
),

attributes_resolved as (
    select * from {{ ref('int_profile__attributes_resolved') }}
),

survivorship as (
    select * from {{ ref('survivorship') }}
),

derived_names as (
    select attribute_name
    from attributes_derived
    group by attribute_name
),

stated as (
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
        true as is_plausible
    from attributes_derived

    union all

    select
        attributes_resolved.customer_id,
        attributes_resolved.attribute_name,
        attributes_resolved.attribute_value,
        attributes_resolved.value_kind,
        attributes_resolved.source_name,
        attributes_resolved.source_record_id,
        attributes_resolved.confidence,
        attributes_resolved.is_verified,
        attributes_resolved.record_count,
        attributes_resolved.occurred_at,
        attributes_resolved.first_occurred_at,
        attributes_resolved.is_plausible
    from attributes_resolved
    inner join derived_names
        on attributes_resolved.attribute_name = derived_names.attribute_name
),

rules as (
    {{ survivorship_rules('stated') }}
),

final as (
    {{ ranked_by_survivorship('stated', 'rules') }}
)

select * from final
