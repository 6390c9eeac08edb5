-- One row per value that was set aside though a record of the members shows it.
select
    raw_identifiers.identifier_type,
    coalesce(raw_identifiers.normalized_value, raw_identifiers.raw_value) as identifier_value,
    raw_identifiers.exclusion_rule as rule,
    exclusion_rules.reason,
    count(distinct observations.source_record_id) as record_count,
    min(observations.occurred_at) as first_seen_at
from input.input__identifier_observations as observations
inner join (
    select record_identifiers.source_record_id
    from identity.int_identity__record_identifiers as record_identifiers
    inner join members on record_identifiers.identifier_id = members.identifier_id
    group by record_identifiers.source_record_id
) as records on observations.source_record_id = records.source_record_id
inner join identity.int_identity__raw_identifiers as raw_identifiers
    on
        observations.identifier_type = raw_identifiers.identifier_type
        and observations.raw_value = raw_identifiers.raw_value
left join rules.exclusion_rules as exclusion_rules
    on raw_identifiers.exclusion_rule = exclusion_rules.rule
where raw_identifiers.exclusion_rule is not null
group by all
order by raw_identifiers.identifier_type, identifier_value, rule;
