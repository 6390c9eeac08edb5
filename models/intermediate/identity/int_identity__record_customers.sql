{# Of several identifiers in one record the most personal names its customer. #}
with record_identifiers as (
    select * from {{ ref('int_identity__record_identifiers') }}
    where identifier_class = 'person' and is_verified
),

identifier_types as (
    select * from {{ ref('identifier_types') }}
),

link_methods as (
    select * from {{ ref('link_methods') }}
),

records_erased as (
    select * from {{ ref('int_identity__records_erased') }}
    where is_erased
),

crosswalk as (
    select * from {{ ref('int_identity__crosswalk') }}
),

ranked as (
    select
        record_identifiers.source_record_id,
        record_identifiers.identifier_role,
        crosswalk.customer_id,
        row_number() over (
            partition by record_identifiers.source_record_id, record_identifiers.identifier_role
            order by
                {{ personal_rank('identifier_types', 'link_methods') }} asc nulls last,
                record_identifiers.identifier_id asc nulls last
        ) as priority_rank
    from record_identifiers
    inner join identifier_types
        on record_identifiers.identifier_type = identifier_types.identifier_type
    left join link_methods
        on record_identifiers.record_kind = link_methods.record_kind
    inner join crosswalk
        on record_identifiers.identifier_id = crosswalk.identifier_id
            and record_identifiers.occurred_at >= crosswalk.valid_from_at
            and record_identifiers.occurred_at < crosswalk.valid_to_at
    left join records_erased
        on record_identifiers.source_record_id = records_erased.source_record_id
            and record_identifiers.identifier_role = records_erased.identifier_role
    where records_erased.source_record_id is null
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
