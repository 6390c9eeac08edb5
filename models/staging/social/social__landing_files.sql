{{ config(enabled=var('social_enabled')) }}

with final as (
    {{ source_files_reconciled('social', ['logins']) }}
)

select * from final
