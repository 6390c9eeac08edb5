{# Birthdays of last year, this year and next: which of them are open is the triggers' to say. A
   near one's is the day the customer told us to remember, for as long as the answer to that
   question holds; it is never looked up among other customers. Of 29 February remains the 28th. #}
with birthdays as (
    select * from {{ ref('int_profile__birthdays') }}
),

attributes_survived as (
    select * from {{ ref('int_profile__attributes_survived') }}
    where
        attribute_name = 'near_one_birthday'
        and value_kind = 'declared'
        and not is_expired
),

questions as (
    select * from {{ ref('questions') }}
),

{% set year_of_run = 'extract(year from ' ~ as_of() ~ ')' %}
years as (
    {% for step in [-1, 0, 1] %}
        select cast({{ year_of_run }} + {{ step }} as integer) as birthday_year
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

own as (
    select
        birthdays.customer_id,
        'own_birthday' as occasion_kind,
        cast({{ dbt.dateadd(
            'year', 'years.birthday_year - extract(year from birthdays.birth_date)',
            'birthdays.birth_date'
        ) }} as date) as birthday_date
    from birthdays
    cross join years
),

near_ones as (
    select
        attributes_survived.customer_id,
        'near_one_birthday' as occasion_kind,
        coalesce(
            {{ try_cast(
                "cast(years.birthday_year as " ~ dbt.type_string() ~ ") || '-'"
                ~ " || attributes_survived.attribute_value", 'date'
            ) }},
            case
                when attributes_survived.attribute_value = '02-29'
                    then {{ try_cast(
                        "cast(years.birthday_year as " ~ dbt.type_string() ~ ") || '-02-28'", 'date'
                    ) }}
            end
        ) as birthday_date
    from attributes_survived
    cross join years
    left join questions
        on attributes_survived.attribute_name = questions.attribute_name
    where
        questions.expiry_days is null
        or attributes_survived.occurred_at > {{ dbt.dateadd(
            'day', '-questions.expiry_days', as_of()
        ) }}
),

final as (
    select
        customer_id,
        occasion_kind,
        birthday_date,
        {{ local_to_utc('cast(birthday_date as timestamp)', var('store_time_zone')) }}
            as begins_at
    from own

    union all

    select
        customer_id,
        occasion_kind,
        birthday_date,
        {{ local_to_utc('cast(birthday_date as timestamp)', var('store_time_zone')) }}
            as begins_at
    from near_ones
    where birthday_date is not null
)

select * from final
