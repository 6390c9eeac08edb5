{# What independent evidence says of each pair of clusters that may be one person, and the first
   rule of the seed merge_rules that fits. #}
with pairs as (
    select * from {{ ref('int_identity__cluster_pairs') }}
),

statements as (
    select * from {{ ref('int_identity__cluster_statements') }}
),

clusters as (
    select * from {{ ref('int_identity__clusters_linked') }}
),

decisions as (
    select * from {{ ref('int_identity__decisions') }}
    where status = 'in_force' and decision = 'cannot_link'
),

rules as (
    select * from {{ ref('merge_rules') }}
),

agreements as (
    {{ cluster_agreements('pairs', 'statements') }}
),

decided as (
    select
        least(left_clusters.cluster_id, right_clusters.cluster_id) as left_cluster_id,
        greatest(left_clusters.cluster_id, right_clusters.cluster_id) as right_cluster_id,
        decisions.decision_id
    from decisions
    inner join clusters as left_clusters
        on decisions.left_id = left_clusters.identifier_id
    inner join clusters as right_clusters
        on decisions.right_id = right_clusters.identifier_id
),

kept_apart as (
    select
        left_cluster_id,
        right_cluster_id,
        max(decision_id) as decision_id
    from decided
    group by left_cluster_id, right_cluster_id
),

evidence as (
    select
        agreements.*,
        pairs.link_rank,
        case when pairs.link_rank is null then 'no' else 'yes' end as shares_value,
        case when kept_apart.decision_id is null then 'no' else 'yes' end as is_kept_apart
    from agreements
    inner join pairs
        on agreements.left_cluster_id = pairs.left_cluster_id
            and agreements.right_cluster_id = pairs.right_cluster_id
    left join kept_apart
        on agreements.left_cluster_id = kept_apart.left_cluster_id
            and agreements.right_cluster_id = kept_apart.right_cluster_id
),

ranked as (
    select
        evidence.*,
        rules.rule,
        rules.outcome,
        rules.reason,
        row_number() over (
            partition by evidence.left_cluster_id, evidence.right_cluster_id
            order by rules.priority asc nulls last, rules.rule asc nulls last
        ) as rule_rank
    from evidence
    inner join rules
        on rules.is_kept_apart in (evidence.is_kept_apart, 'any')
            and rules.shares_value in (evidence.shares_value, 'any')
            and rules.names in (evidence.names, 'any')
            and rules.birth_dates in (evidence.birth_dates, 'any')
            and rules.places in (evidence.places, 'any')
),

final as (
    select
        left_cluster_id,
        right_cluster_id,
        link_rank,
        names,
        birth_dates,
        places,
        shares_value,
        rule,
        outcome,
        reason
    from ranked
    where rule_rank = 1
)

select * from final
