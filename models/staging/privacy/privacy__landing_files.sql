{{ config(enabled=var('privacy_enabled')) }}

with final as (
    {{ source_files_reconciled('privacy', ['requests']) }}
)

select * from final
