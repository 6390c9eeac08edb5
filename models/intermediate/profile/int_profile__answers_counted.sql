{# What is known of each attribute that a question fills, over all customers. Each customer counts
   once for a question: by what is declared before what was observed or derived, and as expired only
   where nothing newer is known. #}
with questions as (
    select * from {{ ref('questions') }}
),

customers as (
    select customer_id from {{ ref('int_identity__customers') }}
),

attributes_survived as (
    select * from {{ ref('int_profile__attributes_survived') }}
    where attribute_value is not null
),

answers_resolved as (
    select * from {{ ref('int_activity__answers_resolved') }}
    where status = 'answered'
),

known as (
    select
        questions.question_id,
        attributes_survived.customer_id,
        attributes_survived.value_kind,
        attributes_survived.occurred_at as known_at
    from questions
    inner join attributes_survived
        on questions.attribute_name = attributes_survived.attribute_name

    union all

    select
        question_id,
        customer_id,
        'declared' as value_kind,
        coalesce(answered_at, asked_at) as known_at
    from answers_resolved
),

-- A value without a date is known for good, and so is one whose question never expires.
standings as (
    select
        known.question_id,
        known.customer_id,
        min(case
            when
                known.known_at <= {{ dbt.dateadd('day', '-questions.expiry_days', as_of()) }}
                then 4
            when known.value_kind = 'declared' then 1
            when known.value_kind = 'observed' then 2
            else 3
        end) as standing
    from known
    inner join questions
        on known.question_id = questions.question_id
    inner join customers
        on known.customer_id = customers.customer_id
    group by known.question_id, known.customer_id
),

counted as (
    select
        question_id,
        sum(case when standing = 1 then 1 else 0 end) as declared_count,
        sum(case when standing = 2 then 1 else 0 end) as observed_count,
        sum(case when standing = 3 then 1 else 0 end) as derived_count,
        sum(case when standing = 4 then 1 else 0 end) as expired_count,
        count(*) as valued_count
    from standings
    group by question_id
),

totals as (
    select count(*) as customer_count
    from customers
),

final as (
    select
        questions.question_id,
        totals.customer_count,
        {%- for standing in ['declared', 'observed', 'derived', 'expired'] %}
            coalesce(counted.{{ standing }}_count, 0) as {{ standing }}_count,
        {%- endfor %}
        totals.customer_count - coalesce(counted.valued_count, 0) as missing_count
    from questions
    cross join totals
    left join counted
        on questions.question_id = counted.question_id
)

select * from final
