{{ config(enabled=var('email_enabled'), materialized='view') }}

with final as (
    select * from {{ ref('email__recipient_observations') }}
    {% if var('web_enabled') %}
        union all
        select * from {{ ref('email__click_observations') }}
    {% endif %}
)

select * from final
