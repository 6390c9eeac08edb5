with attributes as (
    select * from {{ ref('input__attributes') }}
    where
        attribute_name in ('first_name', 'last_name', 'birth_date', 'postcode')
        and value_kind in ('declared', 'observed')
),

-- A record states each of these once; where a source repeats one, the latest text counts.
ranked as (
    select
        source_record_id,
        attribute_name,
        attribute_value,
        row_number() over (
            partition by source_record_id, attribute_name
            order by occurred_at desc nulls last, attribute_value asc nulls last
        ) as value_rank
    from attributes
),

final as (
    select
        source_record_id,
        max(case when attribute_name = 'first_name' then {{ name_key('attribute_value') }} end)
            as first_name_key,
        max(case when attribute_name = 'last_name' then {{ name_key('attribute_value') }} end)
            as last_name_key,
        max(case when attribute_name = 'birth_date' then attribute_value end) as birth_date,
        max(case when attribute_name = 'first_name' then {{ name_spelling('attribute_value') }} end)
            as first_name_spelling,
        max(case when attribute_name = 'last_name' then {{ name_spelling('attribute_value') }} end)
            as last_name_spelling,
        max(case when attribute_name = 'postcode' then upper(trim(attribute_value)) end) as postcode
    from ranked
    where value_rank = 1
    group by source_record_id
)

select * from final
