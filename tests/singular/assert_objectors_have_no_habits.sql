{# Whoever objected to being profiled has no habits: no channel, no hour, no engagement. #}
{{ config(meta={'dagster': {'ref': {'name': 'contact_habits'}}}) }}

with contact_habits as (
    select * from {{ ref('contact_habits') }}
),

privacy_states as (
    select * from {{ ref('int_profile__privacy_states') }}
    where objects_to_profiling or objects_to_everything
),

final as (
    select contact_habits.customer_id
    from contact_habits
    inner join privacy_states
        on contact_habits.customer_id = privacy_states.customer_id
)

select * from final
