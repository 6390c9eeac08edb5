{# No customer holds more identifiers of a type than the business allows one person, whatever chain
   of links led there; unless a data steward or independent evidence said that they are one. #}
{{ config(meta={'dagster': {'ref': {'name': 'int_identity__crosswalk'}}}) }}

with crosswalk as (
    select * from {{ ref('int_identity__crosswalk') }}
),

identifier_types as (
    select * from {{ ref('identifier_types') }}
),

forced_links as (
    select * from {{ ref('int_identity__links') }}
    where is_forced
),

corroborated as (
    select * from {{ ref('int_identity__merges') }}
),

excused_identifiers as (
    select left_id as identifier_id from forced_links
    union
    select left_cluster_id as identifier_id from corroborated
),

excused as (
    select crosswalk.customer_id
    from crosswalk
    inner join excused_identifiers
        on crosswalk.identifier_id = excused_identifiers.identifier_id
    group by crosswalk.customer_id
),

passed_on as (
    select identifier_id
    from crosswalk
    group by identifier_id
    having count(*) > 1
),

counting as (
    select
        crosswalk.identifier_id,
        crosswalk.customer_id,
        crosswalk.identifier_type,
        {{ dbt.dateadd('day', 'identifier_types.limit_window_days', 'crosswalk.last_seen_at') }}
            as counts_to_at
    from crosswalk
    inner join identifier_types
        on crosswalk.identifier_type = identifier_types.identifier_type
),

counted as (
    select
        counting.customer_id,
        counting.identifier_type,
        count(*) as identifier_count
    from counting
    left join passed_on
        on counting.identifier_id = passed_on.identifier_id
    left join excused
        on counting.customer_id = excused.customer_id
    where
        passed_on.identifier_id is null
        and excused.customer_id is null
        and (counting.counts_to_at is null or counting.counts_to_at >= {{ as_of() }})
    group by counting.customer_id, counting.identifier_type
),

final as (
    select
        counted.customer_id,
        counted.identifier_type,
        counted.identifier_count,
        identifier_types.limit_per_customer
    from counted
    inner join identifier_types
        on counted.identifier_type = identifier_types.identifier_type
    where counted.identifier_count > identifier_types.limit_per_customer
)

select * from final
