{#
What is left of an erased person: the keyed hash of each identifier, and until when it is erased, so
that an old extract delivered again brings nobody back. Nothing can be read from it without the
salt. Never rebuilt, because the landing may have forgotten what it was made from.
#}
{{ config(
    materialized='incremental',
    unique_key='identifier_hash',
    incremental_strategy='delete+insert',
    full_refresh=false,
    on_schema_change='fail'
) }}

with erasures as (
    select * from {{ ref('int_identity__erasures') }}
),

ownerships as (
    select * from {{ ref('int_identity__identifier_ownerships') }}
),

identifiers as (
    select * from {{ ref('int_identity__identifiers') }}
),

known as (
    {{ previous_tombstones() }}
),

final as (
    select
        identifiers.identifier_hash,
        max(erasures.erased_at) as erased_at
    from erasures
    inner join ownerships
        on erasures.cluster_id = ownerships.cluster_id
            and erasures.erased_at >= ownerships.valid_from_at
            and erasures.erased_at < ownerships.valid_to_at
    inner join identifiers
        on ownerships.identifier_id = identifiers.identifier_id
            and erasures.erased_at >= identifiers.first_seen_at
    left join known
        on identifiers.identifier_hash = known.identifier_hash
    where
        known.identifier_hash is null
        or known.erased_at < erasures.erased_at
    group by identifiers.identifier_hash
)

select * from final
