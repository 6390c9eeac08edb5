{# Merges chain, so each id is followed to where it ends. #}
with recursive registry as (
    select * from {{ ref('int_identity__customer_registry') }}
),

followed as (
    select
        customer_id,
        redirects_to_customer_id as current_customer_id,
        redirected_at,
        1 as hop_count
    from registry
    where status = 'redirected'
    union all
    select
        followed.customer_id,
        registry.redirects_to_customer_id as current_customer_id,
        followed.redirected_at,
        followed.hop_count + 1 as hop_count
    from followed
    inner join registry
        on followed.current_customer_id = registry.customer_id
    where registry.status = 'redirected' and followed.hop_count < 100
),

ended as (
    select
        *,
        row_number() over (
            partition by customer_id order by hop_count desc nulls last
        ) as hop_rank
    from followed
),

final as (
    select
        ended.customer_id,
        ended.current_customer_id,
        registry.status as current_status,
        ended.redirected_at
    from ended
    left join registry
        on ended.current_customer_id = registry.customer_id
    where ended.hop_rank = 1
)

select * from final
