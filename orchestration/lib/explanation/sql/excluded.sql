-- One row per value that was set aside though a record of the members shows it. The few observations of
-- their records are found first (`materialized`): no other order of the joins is quick.
with records as materialized (
    select record_identifiers.source_record_id
    from identity.int_identity__record_identifiers as record_identifiers
    inner join members on record_identifiers.identifier_id = members.identifier_id
    group by record_identifiers.source_record_id
),

shown as materialized (
    select observations.*
    from input.input__identifier_observations as observations
    inner join records on observations.source_record_id = records.source_record_id
)

select
    excluded.identifier_type,
    coalesce(excluded.normalized_value, excluded.raw_value) as identifier_value,
    excluded.rule,
    excluded.reason,
    count(distinct shown.source_record_id) as record_count,
    min(shown.occurred_at) as first_seen_at
from shown
inner join identity.identifiers_excluded as excluded
    on
        shown.identifier_type = excluded.identifier_type
        and shown.raw_value = excluded.raw_value
group by all
order by excluded.identifier_type, identifier_value, excluded.rule;
