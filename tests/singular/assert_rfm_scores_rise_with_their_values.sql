{# Of two scores of a measure, the better one begins where the worse has ended. Days are whole while
   scores compare moments, so that two scores of recency may share a day. #}
{{ config(meta={'dagster': {'ref': {'name': 'rfm_quantiles'}}}) }}

with rfm_quantiles as (
    select * from {{ ref('rfm_quantiles') }}
),

final as (
    select
        rfm_quantiles.measure,
        rfm_quantiles.currency,
        rfm_quantiles.score
    from rfm_quantiles
    inner join rfm_quantiles as better
        on
            rfm_quantiles.measure = better.measure
            and coalesce(rfm_quantiles.currency, '') = coalesce(better.currency, '')
            and rfm_quantiles.score < better.score
    where
        (rfm_quantiles.measure = 'recency' and rfm_quantiles.from_value < better.to_value)
        or (rfm_quantiles.measure <> 'recency' and rfm_quantiles.to_value >= better.from_value)
)

select * from final
