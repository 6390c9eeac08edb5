-- Adds the merges of two clusters that no accepted link ties: a refused link that other evidence
-- outweighed, or no link at all. Such a merge stands between the ends of that link, or else between
-- the identifiers that the two clusters are called after.
insert into evidence by name
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
    and merges.right_cluster_id in (select identifier_id from members);
