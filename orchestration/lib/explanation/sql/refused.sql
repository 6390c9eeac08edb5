-- One row per piece of evidence that was refused and would have tied a member to somebody else.
select
    rejected.left_type || ':' || rejected.left_value as one_identifier,
    rejected.right_type || ':' || rejected.right_value as other_identifier,
    rejected.rule,
    rejected.reason,
    rejected.method,
    rejected.evidence_record_id,
    rejected.strength,
    rejected.record_count,
    rejected.first_seen_at,
    rejected.last_seen_at
from identity.links_rejected as rejected
where
    rejected.left_id in (select identifier_id from members)
    or rejected.right_id in (select identifier_id from members)
order by rejected.first_seen_at nulls last, one_identifier, other_identifier;
