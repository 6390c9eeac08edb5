with final as (
    {{ union_feeds('identity_decisions') }}
)

select * from final
