{# Who objected to profiling has no score and is in no base: neither described nor compared with. #}
{{ config(meta={'dagster': {'ref': {'name': 'customer_rfm'}}}) }}

with measured as (
    select customer_id from {{ ref('customer_rfm') }}

    union all

    select customer_id from {{ ref('int_insight__bases_matched') }}
),

privacy_states as (
    select * from {{ ref('int_profile__privacy_states') }}
),

final as (
    select measured.customer_id
    from measured
    inner join privacy_states
        on measured.customer_id = privacy_states.customer_id
    where privacy_states.objects_to_profiling or privacy_states.objects_to_everything
)

select * from final
