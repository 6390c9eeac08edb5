{# Every link that a rule refused, also where other evidence joined its ends after all. #}
with weak_rejected as (
    select * from {{ ref('int_identity__links_weak_rejected') }}
),

decided as (
    select * from {{ ref('int_identity__links_decided') }}
    where outcome = 'rejected'
),

final as (
    select
        link_rank,
        left_id,
        right_id,
        rule,
        cast(null as {{ dbt.type_string() }}) as decision_id
    from weak_rejected
    union all
    select
        link_rank,
        left_id,
        right_id,
        case when rule like 'cannot_link:%' then 'cannot_link' else rule end as rule,
        case when rule like 'cannot_link:%' then replace(rule, 'cannot_link:', '') end
            as decision_id
    from decided
)

select * from final
