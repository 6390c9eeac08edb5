-- One row: the identifier that a typed value ($type, $value) stands for. A spelling that some source
-- used comes first, then the normalised value, then either without regard to case and outer spaces.
with spellings as (
    select
        raw_identifiers.normalized_value,
        raw_identifiers.raw_value,
        raw_identifiers.exclusion_rule,
        case
            when raw_identifiers.raw_value = $value then 1
            when raw_identifiers.normalized_value = $value then 2
            else 3
        end as closeness
    from identity.int_identity__raw_identifiers as raw_identifiers
    where
        raw_identifiers.identifier_type = $type
        and (
            lower(trim(raw_identifiers.raw_value)) = lower(trim($value))
            or lower(raw_identifiers.normalized_value) = lower(trim($value))
        )
),

closest as (
    select *
    from spellings
    order by closeness, normalized_value nulls last, raw_value
    limit 1
)

select
    coalesce(closest.normalized_value, closest.raw_value) as identifier_value,
    identifiers.identifier_id,
    coalesce(identifiers.identifier_class, identifier_types.identifier_class) as identifier_class,
    clusters.cluster_id,
    cluster_customers.customer_id,
    closest.exclusion_rule,
    exclusion_rules.reason as exclusion_reason
from closest
inner join rules.identifier_types as identifier_types on identifier_types.identifier_type = $type
left join identity.int_identity__identifiers as identifiers
    on
        identifiers.identifier_type = $type
        and closest.normalized_value = identifiers.normalized_value
left join identity.int_identity__clusters as clusters
    on identifiers.identifier_id = clusters.identifier_id
left join identity.int_identity__cluster_customers as cluster_customers
    on clusters.cluster_id = cluster_customers.cluster_id
left join rules.exclusion_rules as exclusion_rules on closest.exclusion_rule = exclusion_rules.rule;
