{# Amounts of different currencies do not compare, so an amount is measured only of customers in the
   currency in which most of the base buys. #}
with measure_facts as (
    select * from {{ ref('int_segmentation__measure_facts') }}
),

measures as (
    select * from {{ ref('segment_quality_measures') }}
),

currencies as (
    select
        currency,
        row_number() over (
            order by count(*) desc nulls last, currency asc nulls last
        ) as currency_rank
    from measure_facts
    where currency is not null
    group by currency
),

measured as (
    select
        measure_facts.customer_id,
        measure_facts.currency,
        measures.measure,
        measures.is_amount,
        {{ measured_value('segment_quality_measures', 'measure') }} as measured_value
    from measure_facts
    cross join measures
),

final as (
    select
        measured.customer_id,
        measured.measure,
        case when measured.is_amount then currencies.currency end as currency,
        measured.measured_value
    from measured
    left join currencies
        on currencies.currency_rank = 1
    where
        measured.measured_value is not null
        and (not measured.is_amount or measured.currency = currencies.currency)
)

select * from final
