-- depends_on: {{ ref('behaviour_measures') }}
with customers_measured as (
    select * from {{ ref('int_insight__customers_measured') }}
),

unpivoted as (
    {{ values_unpivoted(
        'behaviour_measures', 'measure_id', 'measured_value', 'double', 'customers_measured'
    ) }}
),

final as (
    select
        customer_id,
        measure_id,
        measured_value
    from unpivoted
    where measured_value is not null
)

select * from final
