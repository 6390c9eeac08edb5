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
    select weak_rejected.link_rank
    from identity.int_identity__links_weak_rejected as weak_rejected
    inner join linked on weak_rejected.link_rank = linked.link_rank
    union
    select decided.link_rank
    from identity.int_identity__links_decided as decided
    inner join linked on decided.link_rank = linked.link_rank
    where decided.outcome = 'rejected'
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
        link_methods.reason
    from linked
    left join refused_ranks on linked.link_rank = refused_ranks.link_rank
    left join rules.link_methods as link_methods on linked.method = link_methods.record_kind
    where linked.left_cluster_id = linked.right_cluster_id and refused_ranks.link_rank is null
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
        rejected.reason
    from identity.links_rejected as rejected
    inner join members as left_members on rejected.left_id = left_members.identifier_id
    inner join members as right_members on rejected.right_id = right_members.identifier_id
)

select * from taken
union all by name
select * from refused;
