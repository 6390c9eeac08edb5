with lifecycle_dated as (
    select * from {{ ref('int_segmentation__lifecycle_dated') }}
),

final as (
    select
        customer_id,
        lifecycle_stage,
        lifecycle_stage_name_fr as name_fr,
        lifecycle_stage_name_en as name_en,
        lifecycle_reason as reason,
        lifecycle_since_at as since_at,
        lifecycle_since_basis as since_basis,
        {{ as_of() }} as as_of_at
    from lifecycle_dated
    where lifecycle_stage is not null
    order by customer_id
)

select * from final
