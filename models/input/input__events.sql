with final as (
    {{ union_feeds('events') }}
)

select * from final
