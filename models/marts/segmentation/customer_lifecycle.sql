with lifecycle_dated as (
    select * from {{ ref('int_segmentation__lifecycle_dated') }}
),

lifecycle_stages as (
    select * from {{ ref('lifecycle_stages') }}
),

final as (
    select
        lifecycle_dated.customer_id,
        lifecycle_dated.lifecycle_stage,
        lifecycle_stages.name_fr,
        lifecycle_stages.name_en,
        lifecycle_dated.lifecycle_reason as reason,
        lifecycle_dated.lifecycle_since_at as since_at,
        lifecycle_dated.lifecycle_since_basis as since_basis,
        lifecycle_dated.previous_stage,
        lifecycle_dated.expected_left_at,
        lifecycle_dated.expected_next_stage,
        {{ as_of() }} as as_of_at
    from lifecycle_dated
    inner join lifecycle_stages
        on lifecycle_dated.lifecycle_stage = lifecycle_stages.lifecycle_stage
    order by lifecycle_dated.customer_id
)

select * from final
