-- One row per identifier of the members, with how it came in: the piece of evidence taken for it that was
-- seen first, or the first record that showed it where nothing ties it to another.
with ends as (
    select evidence.left_id as identifier_id, evidence.right_id as partner_id, evidence.*
    from evidence
    where evidence.is_taken
    union all
    select evidence.right_id as identifier_id, evidence.left_id as partner_id, evidence.*
    from evidence
    where evidence.is_taken
),

first_ends as (
    select
        *,
        row_number() over (
            partition by identifier_id
            order by first_seen_at asc nulls last, evidence_rank asc
        ) as place
    from ends
),

first_records as (
    select
        record_identifiers.*,
        row_number() over (
            partition by record_identifiers.identifier_id
            order by
                record_identifiers.occurred_at asc nulls last,
                record_identifiers.source_record_id asc nulls last,
                record_identifiers.identifier_role asc
        ) as place
    from identity.int_identity__record_identifiers as record_identifiers
    inner join members on record_identifiers.identifier_id = members.identifier_id
)

select
    members.identifier_type,
    members.identifier_value,
    coalesce(first_ends.method, first_records.record_kind) as came_by,
    case when partners.identifier_type is null then 'alone' else
        partners.identifier_type || ':' || partners.identifier_value
    end as together_with,
    coalesce(first_ends.evidence_record_id, first_records.source_record_id) as evidence_record_id,
    coalesce(first_ends.first_seen_at, first_records.occurred_at) as since_at,
    first_ends.strength,
    members.first_seen_at,
    members.last_seen_at,
    members.observation_count,
    members.is_verified
from members
left join first_ends
    on members.identifier_id = first_ends.identifier_id and first_ends.place = 1
left join members as partners on first_ends.partner_id = partners.identifier_id
left join first_records
    on members.identifier_id = first_records.identifier_id and first_records.place = 1
inner join rules.identifier_types as identifier_types
    on members.identifier_type = identifier_types.identifier_type
order by identifier_types.priority, members.identifier_value;
