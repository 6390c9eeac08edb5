-- One row per piece of evidence between two members, of whatever kind: links that were taken, and those
-- that were refused and whose ends stayed apart.
--
-- A further kind of evidence is one more branch of `evidence`, with the same columns: the two members,
-- whether it was taken, its place in the order in which evidence is taken (the least is the best, unique
-- within the table), how it is known, and why it was taken or refused.
create or replace temp table evidence as
with linked as (
    select
        links.*,
        left_members.cluster_id as left_cluster_id,
        right_members.cluster_id as right_cluster_id
    from identity.int_identity__links as links
    inner join members as left_members on links.left_id = left_members.identifier_id
    inner join members as right_members on links.right_id = right_members.identifier_id
),

refused_ranks as (
    select links_refused.link_rank
    from identity.int_identity__links_refused as links_refused
    inner join linked on links_refused.link_rank = linked.link_rank
    group by links_refused.link_rank
),

taken as (
    select
        linked.left_id,
        linked.right_id,
        true as is_taken,
        linked.link_rank as evidence_rank,
        linked.method,
        linked.evidence_record_id,
        linked.strength,
        linked.record_count,
        linked.first_seen_at,
        linked.last_seen_at,
        cast(null as varchar) as rule,
        -- A steward's decision has its own reason.
        coalesce(link_methods.reason, decisions.reason) as reason
    from linked
    left join refused_ranks on linked.link_rank = refused_ranks.link_rank
    left join rules.link_methods as link_methods on linked.method = link_methods.record_kind
    left join identity.int_identity__decisions as decisions
        on
            linked.method = 'manual'
            and linked.evidence_record_id = decisions.source_record_id
            and decisions.status = 'in_force'
    where linked.left_cluster_id = linked.right_cluster_id and refused_ranks.link_rank is null
),

-- A merge of two clusters that no accepted link ties: a refused link that other evidence outweighed, or
-- no link at all. It stands between the ends of that link, or else between the identifiers that the two
-- clusters are called after.
merged as (
    select
        coalesce(links.left_id, merges.left_cluster_id) as left_id,
        coalesce(links.right_id, merges.right_cluster_id) as right_id,
        true as is_taken,
        -- After every link that was taken, before the refusals.
        500000000000 + row_number() over (
            order by
                merges.left_cluster_id asc nulls last,
                merges.right_cluster_id asc nulls last,
                merges.rule asc nulls last
        ) as evidence_rank,
        'merge' as method,
        links.evidence_record_id,
        links.strength,
        links.record_count,
        links.first_seen_at,
        links.last_seen_at,
        merges.rule,
        merges.reason
    from identity.int_identity__merges as merges
    left join identity.int_identity__links as links on merges.link_rank = links.link_rank
    where
        merges.left_cluster_id in (select identifier_id from members)
        and merges.right_cluster_id in (select identifier_id from members)
),

refused as (
    select
        rejected.left_id,
        rejected.right_id,
        false as is_taken,
        -- After every link that was taken; the order among them is that of their evidence.
        1000000000000 + row_number() over (
            order by
                rejected.strength desc nulls last,
                rejected.record_count desc nulls last,
                rejected.first_seen_at asc nulls last,
                rejected.left_id asc nulls last,
                rejected.right_id asc nulls last,
                rejected.rule asc nulls last
        ) as evidence_rank,
        rejected.method,
        rejected.evidence_record_id,
        rejected.strength,
        rejected.record_count,
        rejected.first_seen_at,
        rejected.last_seen_at,
        rejected.rule,
        coalesce(decisions.reason, rejected.reason) as reason
    from identity.links_rejected as rejected
    left join identity.int_identity__decisions as decisions
        on rejected.decision_id = decisions.decision_id
    inner join members as left_members on rejected.left_id = left_members.identifier_id
    inner join members as right_members on rejected.right_id = right_members.identifier_id
)

select * from taken
union all by name
select * from merged
union all by name
select * from refused;
