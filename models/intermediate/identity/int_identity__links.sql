with observed as (
    select * from {{ ref('int_identity__links_observed') }}
),

identifiers as (
    select * from {{ ref('int_identity__identifiers') }}
),

-- One link per pair; the best method seen for it names it.
ranked as (
    select
        *,
        row_number() over (
            partition by left_id, right_id
            order by strength desc nulls last, occurred_at asc nulls last, source_record_id asc
        ) as method_rank
    from observed
),

collected as (
    select
        left_id,
        right_id,
        max(case when method_rank = 1 then record_kind end) as method,
        max(case when method_rank = 1 then source_record_id end) as evidence_record_id,
        max(strength) as strength,
        max(case when is_registration then 1 else 0 end) = 1 as is_registration,
        cast(sum(record_count) as bigint) as record_count,
        min(occurred_at) as first_seen_at,
        max(occurred_at) as last_seen_at
    from ranked
    group by left_id, right_id
),

-- The total order in which links are taken: strength, evidence, first seen, key.
final as (
    select
        row_number() over (
            order by
                collected.strength desc nulls last, collected.record_count desc nulls last,
                collected.first_seen_at asc nulls last, collected.left_id asc nulls last,
                collected.right_id asc nulls last
        ) as link_rank,
        collected.left_id,
        collected.right_id,
        left_identifiers.identifier_type as left_type,
        right_identifiers.identifier_type as right_type,
        collected.method,
        collected.evidence_record_id,
        collected.strength,
        collected.is_registration,
        collected.record_count,
        collected.first_seen_at,
        collected.last_seen_at
    from collected
    inner join identifiers as left_identifiers
        on collected.left_id = left_identifiers.identifier_id
    inner join identifiers as right_identifiers
        on collected.right_id = right_identifiers.identifier_id
)

select * from final
