with area_attributes as (
    select * from {{ ref('input__area_attributes') }}
),

ranked as (
    select
        *,
        row_number() over (
            partition by postcode, attribute_name
            order by
                confidence desc nulls last,
                provided_at desc nulls last,
                provider asc nulls last,
                attribute_value asc nulls last,
                source_record_id asc nulls last
        ) as value_rank
    from area_attributes
    where attribute_value is not null
),

final as (
    select
        postcode,
        attribute_name,
        attribute_value,
        provider,
        source_name,
        confidence,
        provided_at
    from ranked
    where value_rank = 1
)

select * from final
