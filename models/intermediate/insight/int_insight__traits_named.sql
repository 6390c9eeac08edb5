{# The names of every trait and value that was counted, and how both read in a sentence. #}
with traits_counted as (
    select * from {{ ref('int_insight__traits_counted') }}
),

profiling_traits as (
    select * from {{ ref('profiling_traits') }}
),

value_names as (
    select * from {{ ref('int_insight__value_names') }}
),

found as (
    select
        trait_id,
        trait_value
    from traits_counted
    where trait_value is not null
    group by trait_id, trait_value
),

final as (
    select
        found.trait_id,
        found.trait_value,
        {%- for language in ['fr', 'en'] %}
            coalesce(value_names.name_{{ language }}, found.trait_value)
                as value_name_{{ language }},
            replace(
                profiling_traits.phrase_{{ language }}, '{value}',
                coalesce(value_names.name_{{ language }}, found.trait_value)
            ) as phrase_{{ language }},
        {%- endfor %}
        profiling_traits.describes_people
    from found
    inner join profiling_traits
        on found.trait_id = profiling_traits.trait_id
    left join value_names
        on
            found.trait_value = value_names.trait_value
            and profiling_traits.value_set = value_names.value_set
)

select * from final
