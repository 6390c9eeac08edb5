{# One sign is chance: a favourite needs the weight of a purchase or of three looks. #}
with preferences as (
    select * from {{ ref('int_profile__preferences') }}
    where weight >= 3
),

final as (
    select
        customer_id,
        {%- for name in ['category', 'brand', 'size', 'colour', 'channel'] %}
            max(case
                when preference_name = '{{ name }}' and preference_rank = 1
                    then preference_value
            end) as favourite_{{ name }},
        {%- endfor %}
        {{ dbt.listagg(
            "case when preference_name = 'size' then preference_value end",
            "','", "order by preference_value"
        ) }} as sizes,
        {{ dbt.listagg(
            "case when preference_name = 'category' then lower(preference_value) end",
            "','", "order by lower(preference_value)"
        ) }} as categories,
        cast(count(*) as integer) as preference_count
    from preferences
    group by customer_id
)

select * from final
