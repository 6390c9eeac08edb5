with attributes as (
    select * from {{ ref('input__attributes') }}
),

records_resolved as (
    select * from {{ ref('int_identity__records_resolved') }}
),

{# A record is as sure as the least sure of its identifiers: a social login whose e-mail address
   nobody confirmed states nothing confirmed. #}
records_unverified as (
    select source_record_id
    from {{ ref('int_identity__record_identifiers') }}
    where
        identifier_role = 'self'
        and not is_verified
    group by source_record_id
),

cleaned as (
    select
        *,
        trim(attribute_value) as value_text,
        {{ try_cast("case when attribute_name = 'birth_date' then trim(attribute_value) end",
            'date') }} as birth_date
    from attributes
    where nullif(trim(attribute_value), '') is not null
),

final as (
    select
        records_resolved.customer_id,
        cleaned.attribute_name,
        cleaned.value_text as attribute_value,
        cleaned.value_kind,
        cleaned.source_name,
        cleaned.source_record_id,
        cleaned.confidence,
        records_unverified.source_record_id is null as is_verified,
        1 as record_count,
        cleaned.occurred_at,
        cleaned.occurred_at as first_occurred_at,
        cleaned.ingested_at,
        case
            when cleaned.attribute_name <> 'birth_date' then true
            when cleaned.birth_date is null then false
            else
                cleaned.birth_date > {{ dbt.dateadd('year', -110, as_of()) }}
                and cleaned.birth_date <= {{ as_of() }}
        end as is_plausible
    from cleaned
    inner join records_resolved
        on cleaned.source_record_id = records_resolved.source_record_id
    left join records_unverified
        on cleaned.source_record_id = records_unverified.source_record_id
)

select * from final
