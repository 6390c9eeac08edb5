{# In which groups a customer is counted, from when until when, as far as is known. Segments and
   stages are those of today: their `membership_basis` says so, and no effect is claimed of them.
   #}
with segments_matched as (
    select * from {{ ref('int_segmentation__segments_matched') }}
),

lifecycle_dated as (
    select * from {{ ref('int_segmentation__lifecycle_dated') }}
    where lifecycle_stage is not null
),

final as (
    select
        customer_id,
        'segment' as group_type,
        segment_id as group_id,
        'today' as membership_basis,
        cast('1900-01-01' as timestamp) as valid_from_at,
        cast('9999-12-31' as timestamp) as valid_to_at
    from segments_matched

    union all

    select
        customer_id,
        'lifecycle_stage' as group_type,
        lifecycle_stage as group_id,
        'today' as membership_basis,
        cast('1900-01-01' as timestamp) as valid_from_at,
        cast('9999-12-31' as timestamp) as valid_to_at
    from lifecycle_dated
)

select * from final
