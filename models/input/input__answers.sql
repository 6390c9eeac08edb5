with final as (
    {{ union_feeds('answers') }}
)

select * from final
