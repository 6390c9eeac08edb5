{# A profile is as complete as it is useful: each attribute weighs what is declared to be done with
   it. An expired value is no longer known. #}
with customers as (
    select * from {{ ref('int_identity__customers') }}
),

attributes_ranked as (
    select * from {{ ref('int_profile__attributes_ranked') }}
),

derived_attributes_ranked as (
    select * from {{ ref('int_profile__derived_attributes_ranked') }}
),

attribute_uses as (
    select
        attribute_name,
        sum(weight) as weight
    from {{ ref('attribute_uses') }}
    group by attribute_name
),

fresh as (
    select
        customer_id,
        attribute_name
    from attributes_ranked
    where
        status in ('won', 'kept')
        and not is_expired
    union all
    select
        customer_id,
        attribute_name
    from derived_attributes_ranked
    where
        status in ('won', 'kept')
        and not is_expired
),

known as (
    select
        customer_id,
        attribute_name
    from fresh
    group by customer_id, attribute_name
),

judged as (
    select
        customers.customer_id,
        attribute_uses.attribute_name,
        attribute_uses.weight,
        known.attribute_name is not null as is_known,
        row_number() over (
            partition by customers.customer_id
            order by
                case when known.attribute_name is null then 0 else 1 end asc nulls last,
                attribute_uses.weight desc nulls last,
                attribute_uses.attribute_name asc nulls last
        ) as missing_rank
    from customers
    cross join attribute_uses
    left join known
        on
            customers.customer_id = known.customer_id
            and attribute_uses.attribute_name = known.attribute_name
),

final as (
    select
        customer_id,
        cast(
            sum(case when is_known then weight else 0 end) * 1.0 / sum(weight) as decimal(5, 4)
        ) as completeness_score,
        max(case when missing_rank = 1 and not is_known then attribute_name end)
            as most_useful_missing_attribute
    from judged
    group by customer_id
)

select * from final
