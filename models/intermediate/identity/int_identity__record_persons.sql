with attributes as (
    select * from {{ ref('input__attributes') }}
    where
        attribute_name in ('first_name', 'last_name', 'birth_date', 'postcode')
        and value_kind in ('declared', 'observed')
),

-- A name is spelt out once, however many records state it.
names as (
    select attribute_value
    from attributes
    where attribute_name in ('first_name', 'last_name')
    group by attribute_value
),

lettered as (
    select
        attribute_value,
        {{ name_letters('attribute_value') }} as letters
    from names
),

spelt as (
    select
        attribute_value,
        {{ name_key('letters') }} as name_key,
        {{ name_spelling('letters') }} as name_spelling
    from lettered
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
        ranked.source_record_id,
        max(case when ranked.attribute_name = 'first_name' then spelt.name_key end)
            as first_name_key,
        max(case when ranked.attribute_name = 'last_name' then spelt.name_key end)
            as last_name_key,
        max(case when ranked.attribute_name = 'birth_date' then ranked.attribute_value end)
            as birth_date,
        max(case when ranked.attribute_name = 'first_name' then spelt.name_spelling end)
            as first_name_spelling,
        max(case when ranked.attribute_name = 'last_name' then spelt.name_spelling end)
            as last_name_spelling,
        max(case
            when ranked.attribute_name = 'postcode' then upper(trim(ranked.attribute_value))
        end) as postcode
    from ranked
    left join spelt
        on ranked.attribute_value = spelt.attribute_value
    where ranked.value_rank = 1
    group by ranked.source_record_id
)

select * from final
