with final as (
    {{ union_feeds('carts') }}
)

select * from final
