{# Who lives with whom is worked out, not told. Whoever objects to profiling, or asked to be erased,
   is neither in a household nor related to anybody. #}
{{ config(meta={'dagster': {'ref': {'name': 'customer_relations'}}}) }}

with relations as (
    select * from {{ ref('customer_relations') }}
),

members as (
    select * from {{ ref('household_members') }}
),

privacy_states as (
    select * from {{ ref('int_profile__privacy_states') }}
    where objects_to_profiling or objects_to_everything or has_erasure_request
),

people as (
    select left_customer_id as customer_id from relations
    union all
    select right_customer_id as customer_id from relations
    union all
    select customer_id from members
),

final as (
    select people.customer_id
    from people
    inner join privacy_states
        on people.customer_id = privacy_states.customer_id
)

select * from final
