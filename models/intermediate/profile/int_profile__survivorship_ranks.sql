with attributes_resolved as (
    select * from {{ ref('int_profile__attributes_resolved') }}
),

survivorship as (
    select * from {{ ref('survivorship') }}
),

origins as (
    select
        attribute_name,
        value_kind,
        source_name
    from attributes_resolved
    group by attribute_name, value_kind, source_name
),

matched as (
    select
        origins.attribute_name,
        origins.value_kind,
        origins.source_name,
        survivorship.survivorship_rank,
        survivorship.expires_after_days,
        survivorship.keeps_all_values,
        survivorship.reason,
        row_number() over (
            partition by origins.attribute_name, origins.value_kind, origins.source_name
            order by
                case when survivorship.attribute_name = '*' then 1 else 0 end asc nulls last,
                case when survivorship.source_name = '*' then 1 else 0 end asc nulls last,
                case when survivorship.value_kind = '*' then 1 else 0 end asc nulls last,
                survivorship.survivorship_rank asc nulls last
        ) as specificity
    from origins
    inner join survivorship
        on
            survivorship.attribute_name in (origins.attribute_name, '*')
            and survivorship.value_kind in (origins.value_kind, '*')
            and survivorship.source_name in (origins.source_name, '*')
),

final as (
    select
        attribute_name,
        value_kind,
        source_name,
        survivorship_rank,
        expires_after_days,
        keeps_all_values,
        reason
    from matched
    where specificity = 1
)

select * from final
