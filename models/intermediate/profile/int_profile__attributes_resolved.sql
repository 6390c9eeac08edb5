with attributes as (
    select * from {{ ref('input__attributes') }}
),

answers as (
    select * from {{ ref('input__answers') }}
),

questions as (
    select * from {{ ref('questions') }}
),

records_resolved as (
    select * from {{ ref('int_identity__records_resolved') }}
),

{# An answer to a question is a declared value of the attribute which that question fills. #}
answered as (
    select
        answers.source_name,
        answers.source_record_id,
        questions.attribute_name,
        answers.answer_value as attribute_value,
        'declared' as value_kind,
        cast(1 as double) as confidence,
        answers.answered_at as occurred_at,
        answers.ingested_at
    from answers
    inner join questions
        on answers.question_id = questions.question_id
    where answers.status = 'answered'
),

stated as (
    select
        source_name,
        source_record_id,
        attribute_name,
        attribute_value,
        value_kind,
        confidence,
        occurred_at,
        ingested_at
    from attributes

    union all

    select
        source_name,
        source_record_id,
        attribute_name,
        attribute_value,
        value_kind,
        confidence,
        occurred_at,
        ingested_at
    from answered
),

cleaned as (
    select
        *,
        trim(attribute_value) as value_text,
        {{ try_cast("case when attribute_name = 'birth_date' then trim(attribute_value) end",
            'date') }} as birth_date
    from stated
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
        cleaned.occurred_at,
        cleaned.ingested_at,
        case
            when cleaned.attribute_name <> 'birth_date' then true
            when cleaned.birth_date is null then false
            else cleaned.birth_date > {{ dbt.dateadd('year', -110, as_of()) }}
                and cleaned.birth_date <= {{ as_of() }}
        end as is_plausible
    from cleaned
    inner join records_resolved
        on cleaned.source_record_id = records_resolved.source_record_id
)

select * from final
