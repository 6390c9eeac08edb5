with final as (
    {{ union_feeds('attributes') }}
)

select * from final
