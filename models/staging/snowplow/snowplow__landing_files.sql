{{ config(enabled=var('snowplow_enabled')) }}

with final as (
    {{ source_files_reconciled('snowplow', ['events']) }}
)

select * from final
