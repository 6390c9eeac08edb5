with final as (
    {{ union_feeds('products') }}
)

select * from final
