with final as (
    {{ union_feeds('consents') }}
)

select * from final
