with final as (
    {{ union_feeds('area_attributes') }}
)

select * from final
