with final as (
    {{ union_feeds('stores') }}
)

select * from final
