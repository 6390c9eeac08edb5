with final as (
    {{ union_feeds('order_lines') }}
)

select * from final
