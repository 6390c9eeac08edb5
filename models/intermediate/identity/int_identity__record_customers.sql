{# Of several identifiers in one record the most personal names its customer: the account before the
   card, the card before the address. #}
with record_identifiers as (
    select * from {{ ref('int_identity__record_identifiers') }}
    where identifier_class = 'person' and is_verified
),

identifier_types as (
    select * from {{ ref('identifier_types') }}
),

clusters as (
    select * from {{ ref('int_identity__clusters') }}
),

cluster_customers as (
    select * from {{ ref('int_identity__cluster_customers') }}
),

ranked as (
    select
        record_identifiers.source_record_id,
        record_identifiers.identifier_role,
        cluster_customers.customer_id,
        row_number() over (
            partition by record_identifiers.source_record_id, record_identifiers.identifier_role
            order by
                identifier_types.priority asc nulls last,
                record_identifiers.identifier_id asc nulls last
        ) as priority_rank
    from record_identifiers
    inner join identifier_types
        on record_identifiers.identifier_type = identifier_types.identifier_type
    inner join clusters
        on record_identifiers.identifier_id = clusters.identifier_id
    inner join cluster_customers
        on clusters.cluster_id = cluster_customers.cluster_id
),

final as (
    select
        source_record_id,
        identifier_role,
        customer_id
    from ranked
    where priority_rank = 1
)

select * from final
