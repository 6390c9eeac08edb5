{# What a score means in days, orders and money. The best end of the best score and the worst end of
   the worst are open: each of them would be one customer's own figure. #}
with customer_rfm as (
    select * from {{ ref('customer_rfm') }}
),

rfm_measures as (
    select * from {{ ref('rfm_measures') }}
),

measured as (
    select
        'recency' as measure,
        cast(null as varchar) as currency,
        recency_score as score,
        cast(days_since_last_order as decimal(18, 2)) as measured_value
    from customer_rfm

    union all

    select
        'frequency' as measure,
        cast(null as varchar) as currency,
        frequency_score as score,
        cast(order_count as decimal(18, 2)) as measured_value
    from customer_rfm

    union all

    select
        'monetary' as measure,
        currency,
        monetary_score as score,
        total_amount as measured_value
    from customer_rfm
),

grouped as (
    select
        measure,
        currency,
        score,
        count(*) as customer_count,
        min(measured_value) as least_value,
        max(measured_value) as most_value
    from measured
    group by measure, currency, score
),

opened as (
    select
        *,
        score = min(score) over (partition by measure, currency) as is_lowest,
        score = max(score) over (partition by measure, currency) as is_highest,
        sum(customer_count) over (partition by measure, currency) as buyer_count
    from grouped
),

bounded as (
    select
        opened.*,
        rfm_measures.name_fr,
        rfm_measures.name_en,
        case
            when rfm_measures.is_lower_better and opened.is_highest then 'at_most'
            when not rfm_measures.is_lower_better and opened.is_lowest then 'at_most'
            when opened.is_lowest or opened.is_highest then 'at_least'
            when opened.least_value = opened.most_value then 'single'
            else 'between'
        end as form,
        {%- for form in ['between', 'single', 'at_most', 'at_least'] %}
            rfm_measures.{{ form }}_fr,
            rfm_measures.{{ form }}_en,
        {%- endfor %}
        case
            when opened.measure = 'monetary' then cast(opened.least_value as varchar)
            else cast(cast(opened.least_value as integer) as varchar)
        end as least_text,
        case
            when opened.measure = 'monetary' then cast(opened.most_value as varchar)
            else cast(cast(opened.most_value as integer) as varchar)
        end as most_text
    from opened
    inner join rfm_measures
        on opened.measure = rfm_measures.measure
),

final as (
    select
        measure,
        currency,
        score,
        name_fr,
        name_en,
        case when form <> 'at_most' then least_value end as from_value,
        case when form <> 'at_least' then most_value end as to_value,
        {%- for language in ['fr', 'en'] %}
            replace(replace(replace(
                case form
                    {%- for form in ['between', 'single', 'at_most', 'at_least'] %}
                        when '{{ form }}' then {{ form }}_{{ language }}
                    {%- endfor %}
                end,
                '{low}', least_text
            ), '{high}', most_text), '{currency}', coalesce(currency, '')) as text_{{ language }},
        {%- endfor %}
        cast(customer_count as integer) as customer_count,
        cast(customer_count * 1.0 / buyer_count as decimal(5, 4)) as customer_share
    from bounded
    order by measure, currency nulls first, score
)

select * from final
