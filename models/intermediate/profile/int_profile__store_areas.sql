{# The middle of a postcode is known where a provider states it. Elsewhere a postcode with a shop
   in it takes the shops' position, and a department the middle of its shops; where neither is
   known, nothing is guessed. #}
with stores as (
    select
        *,
        {{ postcode_area('postcode') }} as department
    from {{ ref('input__stores') }}
    where
        latitude is not null
        and longitude is not null
),

coordinates as (
    select
        postcode,
        max(case
            when attribute_name = 'latitude' then {{ try_cast('attribute_value', 'double') }}
        end) as latitude,
        max(case
            when attribute_name = 'longitude' then {{ try_cast('attribute_value', 'double') }}
        end) as longitude
    from {{ ref('int_profile__area_attributes_survived') }}
    group by postcode
),

areas as (
    select
        'middle of the postcode' as area_kind,
        postcode as area,
        latitude,
        longitude
    from coordinates
    where
        latitude is not null
        and longitude is not null

    union all

    select
        'postcode' as area_kind,
        postcode as area,
        avg(latitude) as latitude,
        avg(longitude) as longitude
    from stores
    where postcode is not null
    group by postcode

    union all

    select
        'department' as area_kind,
        department as area,
        avg(latitude) as latitude,
        avg(longitude) as longitude
    from stores
    where department is not null
    group by department
),

distances as (
    select
        areas.area_kind,
        areas.area,
        stores.store_id,
        {{ haversine_kilometres(
            'areas.latitude', 'areas.longitude', 'stores.latitude', 'stores.longitude'
        ) }} as distance_kilometres
    from areas
    cross join stores
),

ranked as (
    select
        *,
        row_number() over (
            partition by area_kind, area
            order by distance_kilometres asc nulls last, store_id asc nulls last
        ) as store_rank
    from distances
),

final as (
    select
        area_kind,
        area,
        store_id as nearest_store_id,
        distance_kilometres
    from ranked
    where store_rank = 1
)

select * from final
