{# The newest ingestion time over the input models that carry one. #}
{% set inputs = [
    'input__identifier_observations', 'input__events', 'input__orders', 'input__interactions',
    'input__answers', 'input__attributes', 'input__consents', 'input__privacy_requests',
] %}

with ingestion_times as (
    {% for input in inputs -%}
    select max(ingested_at) as ingested_at from {{ ref(input) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

final as (
    select coalesce(max(ingested_at), cast('1970-01-01' as timestamp)) as as_of_at
    from ingestion_times
)

select * from final
