with final as (
    {{ union_feeds('privacy_requests') }}
)

select * from final
