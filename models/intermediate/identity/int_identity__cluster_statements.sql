{# What the records of a cluster state about its person. A first name stands in each of the forms it
   may be short for. A value that passed on speaks for its holder of the time. #}
with record_identifiers as (
    select * from {{ ref('int_identity__record_identifiers') }}
    where identifier_class = 'person' and identifier_role = 'self' and is_verified
),

record_persons as (
    select * from {{ ref('int_identity__record_persons') }}
),

identifier_types as (
    select * from {{ ref('identifier_types') }}
),

clusters as (
    select * from {{ ref('int_identity__clusters_linked') }}
),

tenures as (
    select * from {{ ref('int_identity__identifier_tenures') }}
),

nicknames as (
    select * from {{ ref('nicknames') }}
),

-- A record speaks of whom its most personal identifier names.
named as (
    select
        record_identifiers.source_record_id,
        record_identifiers.identifier_id,
        record_identifiers.occurred_at,
        row_number() over (
            partition by record_identifiers.source_record_id
            order by
                identifier_types.priority asc nulls last,
                record_identifiers.identifier_id asc nulls last
        ) as priority_rank
    from record_identifiers
    inner join record_persons
        on record_identifiers.source_record_id = record_persons.source_record_id
    inner join identifier_types
        on record_identifiers.identifier_type = identifier_types.identifier_type
),

stated as (
    select
        coalesce(tenures.cluster_id, clusters.cluster_id) as cluster_id,
        record_persons.first_name_spelling,
        record_persons.last_name_spelling,
        record_persons.birth_date,
        record_persons.postcode
    from named
    inner join clusters
        on named.identifier_id = clusters.identifier_id
    inner join record_persons
        on named.source_record_id = record_persons.source_record_id
    left join tenures
        on named.identifier_id = tenures.identifier_id
            and named.occurred_at >= tenures.valid_from_at
            and named.occurred_at < tenures.valid_to_at
    where named.priority_rank = 1
),

forms as (
    select
        cluster_id,
        first_name_spelling,
        first_name_spelling as first_name_form,
        last_name_spelling,
        birth_date,
        postcode
    from stated
    union all
    select
        stated.cluster_id,
        stated.first_name_spelling,
        nicknames.given_name as first_name_form,
        stated.last_name_spelling,
        stated.birth_date,
        stated.postcode
    from stated
    inner join nicknames
        on stated.first_name_spelling = nicknames.nickname
),

final as (
    select
        cluster_id,
        first_name_spelling,
        first_name_form,
        last_name_spelling,
        birth_date,
        postcode
    from forms
    group by
        cluster_id, first_name_spelling, first_name_form, last_name_spelling, birth_date, postcode
)

select * from final
