with attributes_pivoted as (
    select
        customer_id,
        postcode,
        {{ postcode_area('postcode') }} as department
    from {{ ref('int_profile__attributes_pivoted') }}
    where
        postcode is not null
        and coalesce(country_code, '{{ var("default_country") }}') = '{{ var("default_country") }}'
),

store_areas as (
    select * from {{ ref('int_profile__store_areas') }}
),

final as (
    select
        attributes_pivoted.customer_id,
        coalesce(
            by_position.nearest_store_id,
            by_postcode.nearest_store_id,
            by_department.nearest_store_id
        ) as nearest_store_id,
        coalesce(by_position.area_kind, by_postcode.area_kind, by_department.area_kind)
            as nearest_store_basis
    from attributes_pivoted
    left join store_areas as by_position
        on
            by_position.area_kind = 'middle of the postcode'
            and attributes_pivoted.postcode = by_position.area
    left join store_areas as by_postcode
        on
            by_postcode.area_kind = 'postcode'
            and attributes_pivoted.postcode = by_postcode.area
    left join store_areas as by_department
        on
            by_department.area_kind = 'department'
            and attributes_pivoted.department = by_department.area
    where
        coalesce(
            by_position.nearest_store_id,
            by_postcode.nearest_store_id,
            by_department.nearest_store_id
        ) is not null
)

select * from final
