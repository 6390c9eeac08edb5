{# A birthday of 29 February falls on 28 February in other years. #}
with attributes_pivoted as (
    select
        customer_id,
        {{ try_cast('birth_date', 'date') }} as birth_date
    from {{ ref('int_profile__attributes_pivoted') }}
),

dated as (
    select
        customer_id,
        birth_date,
        cast({{ as_of() }} as date) as as_of_date,
        extract(year from {{ as_of() }}) - extract(year from birth_date) as calendar_years
    from attributes_pivoted
    where birth_date is not null
),

this_year as (
    select
        *,
        cast({{ dbt.dateadd('year', 'calendar_years', 'birth_date') }} as date) as birthday,
        cast({{ dbt.dateadd('year', 'calendar_years + 1', 'birth_date') }} as date)
            as birthday_next_year
    from dated
),

final as (
    select
        customer_id,
        birth_date,
        cast(calendar_years - case when birthday > as_of_date then 1 else 0 end as integer)
            as age_years,
        cast(case
            when birthday >= as_of_date then {{ dbt.datediff('as_of_date', 'birthday', 'day') }}
            else {{ dbt.datediff('as_of_date', 'birthday_next_year', 'day') }}
        end as integer) as days_until_birthday
    from this_year
)

select * from final
