-- depends_on: {{ ref('profiling_traits') }}
{# Traits are data: each expression of the seed is compiled into one narrow pass. #}
with customers_measured as (
    select * from {{ ref('int_insight__customers_measured') }}
),

final as (
    {{ values_unpivoted(
        'profiling_traits', 'trait_id', 'trait_value', dbt.type_string(), 'customers_measured'
    ) }}
)

select * from final
