{# Pairs of customers whom evidence suggests to be one, without settling it. Each speaks through its
   most personal identifier, which a steward's decision can name. #}
with candidates as (
    select * from {{ ref('int_identity__merge_candidates') }}
    where outcome in ('review', 'merge')
),

merge_groups as (
    select * from {{ ref('int_identity__merge_groups') }}
),

groups_refused as (
    select * from {{ ref('int_identity__merge_groups_refused') }}
),

clusters as (
    select * from {{ ref('int_identity__clusters_linked') }}
),

crosswalk as (
    select * from {{ ref('int_identity__crosswalk') }}
    where is_current
),

identifier_types as (
    select * from {{ ref('identifier_types') }}
),

-- A merge that a contradiction in its group stopped is a question as well.
questions as (
    select
        candidates.left_cluster_id,
        candidates.right_cluster_id,
        case
            when candidates.outcome = 'merge' then 'contradiction_in_group'
            else candidates.rule
        end as rule,
        case
            when candidates.outcome = 'merge'
                then 'Evidence would merge several customers of whom two contradict each other.'
            else candidates.reason
        end as reason,
        candidates.names,
        candidates.birth_dates,
        candidates.places
    from candidates
    left join merge_groups
        on candidates.left_cluster_id = merge_groups.vertex_id
    left join groups_refused
        on merge_groups.component_id = groups_refused.group_id
    where candidates.outcome = 'review' or groups_refused.group_id is not null
),

ranked as (
    select
        clusters.cluster_id,
        crosswalk.customer_id,
        crosswalk.identifier_type,
        crosswalk.normalized_value,
        row_number() over (
            partition by clusters.cluster_id
            order by
                identifier_types.priority asc nulls last,
                crosswalk.identifier_hash asc nulls last
        ) as priority_rank
    from clusters
    inner join crosswalk
        on clusters.identifier_id = crosswalk.identifier_id
    inner join identifier_types
        on crosswalk.identifier_type = identifier_types.identifier_type
),

named as (
    select * from ranked
    where priority_rank = 1
),

asked as (
    select
        left_named.customer_id as left_customer_id,
        left_named.identifier_type as left_type,
        left_named.normalized_value as left_value,
        right_named.customer_id as right_customer_id,
        right_named.identifier_type as right_type,
        right_named.normalized_value as right_value,
        questions.rule,
        questions.reason,
        questions.names,
        questions.birth_dates,
        questions.places,
        row_number() over (
            partition by
                least(left_named.customer_id, right_named.customer_id),
                greatest(left_named.customer_id, right_named.customer_id)
            order by
                questions.rule asc nulls last,
                questions.left_cluster_id asc nulls last,
                questions.right_cluster_id asc nulls last
        ) as question_rank
    from questions
    inner join named as left_named
        on questions.left_cluster_id = left_named.cluster_id
    inner join named as right_named
        on questions.right_cluster_id = right_named.cluster_id
            and left_named.customer_id <> right_named.customer_id
),

final as (
    select
        left_customer_id,
        left_type,
        left_value,
        right_customer_id,
        right_type,
        right_value,
        rule,
        reason,
        names,
        birth_dates,
        places
    from asked
    where question_rank = 1
)

select * from final
