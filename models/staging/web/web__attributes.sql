{# What an identify call says of its visitor beyond the identifiers. Names stay under the source's
   name: anybody can type a name into a form of a site, so they do not compete with an account's. #}
{{ config(enabled=var('web_enabled'), materialized='view') }}

with identify_calls as (
    select
        'web' as source_name,
        source_record_id,
        traits,
        occurred_at,
        ingested_at
    from {{ ref('stg_web__calls') }}
    where
        call_type = 'identify'
        and traits is not null
),

final as (
    {{ untaken_members('identify_calls', 'traits', ['email', 'phone']) }}
)

select * from final
