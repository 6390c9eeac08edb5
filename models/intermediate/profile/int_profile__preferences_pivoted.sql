{# One sign is chance: a favourite needs the weight that the seed `preference_names` asks for, which
   is more than a look or two. #}
with preferences as (
    select * from {{ ref('int_profile__preferences') }}
    where is_sure
),

final as (
    select
        customer_id,
        {%- for name in ['category', 'brand', 'size', 'colour', 'channel', 'hour'] %}
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
        cast(sum(case when preference_name = 'hour' then 0 else 1 end) as integer)
            as preference_count
    from preferences
    group by customer_id
)

select * from final
