with final as (
    {{ union_feeds('product_versions') }}
)

select * from final
