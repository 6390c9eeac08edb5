with observed as (
    select * from {{ ref('int_identity__links_observed') }}
),

decisions as (
    select * from {{ ref('int_identity__decisions') }}
    where status = 'in_force' and decision = 'must_link'
),

identifiers as (
    select * from {{ ref('int_identity__identifiers') }}
),

identifier_types as (
    select * from {{ ref('identifier_types') }}
),

evidence as (
    select
        left_id,
        right_id,
        record_kind,
        source_record_id,
        strength,
        is_registration,
        record_count,
        occurred_at,
        cast(null as timestamp) as forced_at
    from observed
    union all
    select
        left_id,
        right_id,
        'manual' as record_kind,
        source_record_id,
        cast(null as integer) as strength,
        false as is_registration,
        0 as record_count,
        decided_at as occurred_at,
        decided_at as forced_at
    from decisions
),

-- One link per pair; the best method seen for it names it.
ranked as (
    select
        *,
        row_number() over (
            partition by left_id, right_id
            order by strength desc nulls last, occurred_at asc nulls last, source_record_id asc
        ) as method_rank
    from evidence
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
        max(occurred_at) as last_seen_at,
        max(forced_at) as forced_at
    from ranked
    group by left_id, right_id
),

-- The total order in which links are taken: strength, what the two identifiers are (an account
-- keeps its mailbox before a mailbox keeps its number), evidence, first seen, key. What only a
-- data steward says comes last, the newest decision first: it joins people as records made them.
final as (
    select
        row_number() over (
            order by
                case when collected.strength is null then 1 else 0 end asc nulls last,
                case when collected.strength is null then collected.forced_at end desc nulls last,
                collected.strength desc nulls last,
                left_types.priority + right_types.priority asc nulls last,
                collected.record_count desc nulls last,
                collected.first_seen_at asc nulls last, collected.left_id asc nulls last,
                collected.right_id asc nulls last
        ) as link_rank,
        collected.left_id,
        collected.right_id,
        left_identifiers.identifier_type as left_type,
        right_identifiers.identifier_type as right_type,
        collected.method,
        collected.evidence_record_id,
        coalesce(collected.strength, 100) as strength,
        collected.is_registration,
        collected.forced_at is not null as is_forced,
        greatest(collected.record_count, 1) as record_count,
        collected.first_seen_at,
        collected.last_seen_at
    from collected
    inner join identifiers as left_identifiers
        on collected.left_id = left_identifiers.identifier_id
    inner join identifiers as right_identifiers
        on collected.right_id = right_identifiers.identifier_id
    inner join identifier_types as left_types
        on left_identifiers.identifier_type = left_types.identifier_type
    inner join identifier_types as right_types
        on right_identifiers.identifier_type = right_types.identifier_type
)

select * from final
