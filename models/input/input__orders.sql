with final as (
    {{ union_feeds('orders') }}
)

select * from final
