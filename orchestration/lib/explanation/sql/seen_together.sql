-- One row per thing that two clusters ($left_cluster, $right_cluster) have in common and that ties
-- nobody: a value that was set aside, a record that shows both without saying they are one person, a
-- device both used.
with sides as (
    select 'left' as side, identifier_id
    from identity.int_identity__clusters
    where cluster_id = $left_cluster
    union all
    select 'right' as side, identifier_id
    from identity.int_identity__clusters
    where cluster_id = $right_cluster
),

-- The few records and observations of the two are found first (`materialized`): no other order of the
-- joins is quick.
records as materialized (
    select
        sides.side,
        record_identifiers.source_record_id,
        record_identifiers.identifier_id,
        record_identifiers.identifier_role,
        record_identifiers.is_verified,
        record_identifiers.occurred_at
    from identity.int_identity__record_identifiers as record_identifiers
    inner join sides on record_identifiers.identifier_id = sides.identifier_id
),

side_records as materialized (
    select side, source_record_id
    from records
    group by side, source_record_id
),

shown as materialized (
    select side_records.side, observations.*
    from input.input__identifier_observations as observations
    inner join side_records
        on observations.source_record_id = side_records.source_record_id
),

excluded_values as (
    select
        shown.side,
        excluded.identifier_type,
        coalesce(excluded.normalized_value, excluded.raw_value) as identifier_value,
        excluded.rule,
        excluded.reason,
        count(distinct shown.source_record_id) as record_count,
        min(shown.source_record_id) as evidence_record_id,
        min(shown.occurred_at) as first_seen_at
    from shown
    inner join identity.identifiers_excluded as excluded
        on
            shown.identifier_type = excluded.identifier_type
            and shown.raw_value = excluded.raw_value
    group by all
),

excluded_ties as (
    select
        'value set aside' as what,
        left_values.identifier_type || ':' || left_values.identifier_value as tie,
        left_values.rule,
        left_values.reason,
        left_values.record_count + right_values.record_count as record_count,
        left_values.evidence_record_id as left_record_id,
        right_values.evidence_record_id as right_record_id,
        least(left_values.first_seen_at, right_values.first_seen_at) as first_seen_at
    from excluded_values as left_values
    inner join excluded_values as right_values
        on
            left_values.side = 'left'
            and right_values.side = 'right'
            and left_values.identifier_type = right_values.identifier_type
            and left_values.identifier_value = right_values.identifier_value
),

record_ties as (
    select
        'record that shows both' as what,
        left_records.source_record_id as tie,
        case
            when left_records.identifier_role <> right_records.identifier_role then 'two_roles'
            else 'unverified'
        end as rule,
        case
            when left_records.identifier_role <> right_records.identifier_role
                then 'The record names them in two roles, such as buyer and recipient.'
            else 'The source does not vouch for one of the values.'
        end as reason,
        1 as record_count,
        left_records.source_record_id as left_record_id,
        left_records.source_record_id as right_record_id,
        min(left_records.occurred_at) as first_seen_at
    from records as left_records
    inner join records as right_records
        on
            left_records.side = 'left'
            and right_records.side = 'right'
            and left_records.source_record_id = right_records.source_record_id
    where
        left_records.identifier_role <> right_records.identifier_role
        or not left_records.is_verified
        or not right_records.is_verified
    group by all
),

device_ties as (
    select
        'device used in turns' as what,
        left_claims.device_type || ':' || identifiers.normalized_value as tie,
        'devices_never_fuse' as rule,
        'A device is owned in turns; it never makes two people one.' as reason,
        count(*) as record_count,
        min(left_claims.source_record_id) as left_record_id,
        min(right_claims.source_record_id) as right_record_id,
        min(least(left_claims.claimed_at, right_claims.claimed_at)) as first_seen_at
    from identity.int_identity__device_claims as left_claims
    inner join identity.int_identity__device_claims as right_claims
        on left_claims.device_id = right_claims.device_id
    inner join identity.int_identity__identifiers as identifiers
        on left_claims.device_id = identifiers.identifier_id
    where
        left_claims.customer_id = $left_customer and right_claims.customer_id = $right_customer
    group by all
),

-- Two clusters that agree on a name or a date, and what the rules of corroborated merges made of it.
linked_sides as (
    select sides.side, clusters_linked.cluster_id
    from sides
    inner join identity.int_identity__clusters_linked as clusters_linked
        on sides.identifier_id = clusters_linked.identifier_id
    group by sides.side, clusters_linked.cluster_id
),

candidate_ties as (
    select
        'likeness that was weighed' as what,
        'name ' || candidates.names || ', birth date ' || candidates.birth_dates || ', place '
        || candidates.places as tie,
        candidates.rule,
        candidates.reason,
        1 as record_count,
        links.evidence_record_id as left_record_id,
        links.evidence_record_id as right_record_id,
        links.first_seen_at
    from identity.int_identity__merge_candidates as candidates
    inner join linked_sides as left_sides
        on candidates.left_cluster_id = left_sides.cluster_id
    inner join linked_sides as right_sides
        on
            candidates.right_cluster_id = right_sides.cluster_id
            and left_sides.side <> right_sides.side
    left join identity.int_identity__links as links on candidates.link_rank = links.link_rank
    where candidates.outcome <> 'apart'
)

select * from excluded_ties
union all
select * from candidate_ties
union all
select * from record_ties
union all
select * from device_ties
order by
    case what
        when 'value set aside' then 1
        when 'likeness that was weighed' then 2
        when 'record that shows both' then 3
        else 4
    end,
    first_seen_at nulls last,
    tie;
