{# The clusters whose person asked to be erased, and until when what they did is erased. Whoever
   comes back later by own act is a new customer. #}
with requests as (
    select * from {{ ref('input__privacy_requests') }}
    where
        request_type = 'erasure'
        and coalesce(lower(status), '') not in ('refused', 'rejected', 'cancelled')
),

normalized as (
    select * from {{ ref('int_identity__raw_identifiers_normalized') }}
),

identifiers as (
    select * from {{ ref('int_identity__identifiers') }}
    where identifier_class = 'person' and exclusion_rule is null
),

ownerships as (
    select * from {{ ref('int_identity__identifier_ownerships') }}
),

final as (
    select
        ownerships.cluster_id,
        max(requests.requested_at) as erased_at
    from requests
    inner join normalized
        on requests.identifier_type = normalized.identifier_type
            and requests.identifier_value = normalized.raw_value
    inner join identifiers
        on normalized.identifier_type = identifiers.identifier_type
            and normalized.normalized_value = identifiers.normalized_value
    inner join ownerships
        on identifiers.identifier_id = ownerships.identifier_id
            and requests.requested_at >= ownerships.valid_from_at
            and requests.requested_at < ownerships.valid_to_at
    group by ownerships.cluster_id
)

select * from final
