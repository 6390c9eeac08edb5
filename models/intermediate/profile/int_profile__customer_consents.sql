with final as (
    {{ consents_at(as_of()) }}
)

select * from final
