with final as (
    {{ union_feeds('interactions') }}
)

select * from final
