{# Segments are data: each predicate of the seed is compiled into this one pass over the facts. Who
   objected to profiling is in none, and a segment outside its dates has nobody. #}
with customer_facts as (
    select * from {{ ref('int_segmentation__customer_facts') }}
    where is_profiled
),

segments as (
    select segment_id from {{ ref('int_segmentation__segments_defined') }}
    where is_in_force
),

matched as (
    select
        customer_facts.*,
        segments.segment_id
    from customer_facts
    cross join segments
    where {{ rule_match('segments', 'segment_id', 'match') }}
),

final as (
    select
        customer_id,
        segment_id,
        {{ rule_match('segments', 'segment_id', 'reason') }} as reason
    from matched
)

select * from final
