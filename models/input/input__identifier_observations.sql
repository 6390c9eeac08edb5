with final as (
    {{ union_feeds('identifier_observations') }}
)

select * from final
