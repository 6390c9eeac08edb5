{# What an identifier or a link brings into a cluster, to be counted against the limits. #}
with identifiers as (
    select * from {{ ref('int_identity__identifiers') }}
    where identifier_class = 'person' and exclusion_rule is null
),

identifier_types as (
    select * from {{ ref('identifier_types') }}
),

links as (
    select * from {{ ref('int_identity__links') }}
),

observed as (
    select * from {{ ref('int_identity__links_observed') }}
),

decisions as (
    select * from {{ ref('int_identity__decisions') }}
    where status = 'in_force' and decision = 'cannot_link'
),

-- What the records of a pair of identifiers state about the person.
stated as (
    select
        left_id,
        right_id,
        occurred_at,
        source_record_id,
        'first_name' as token_type,
        first_name_key as token_value
    from observed
    union all
    select
        left_id,
        right_id,
        occurred_at,
        source_record_id,
        'last_name' as token_type,
        last_name_key as token_value
    from observed
    union all
    select
        left_id,
        right_id,
        occurred_at,
        source_record_id,
        'birth_date' as token_type,
        birth_date as token_value
    from observed
),

-- A person corrects a name or a date: for one pair of identifiers the latest statement counts.
latest as (
    select
        *,
        row_number() over (
            partition by left_id, right_id, token_type
            order by occurred_at desc nulls last, source_record_id asc nulls last
        ) as statement_rank
    from stated
    where token_value is not null
),

-- A mailbox that was not seen for years counts no more against the limit.
counting as (
    select
        identifiers.identifier_id,
        identifiers.identifier_type,
        {{ dbt.dateadd('day', 'identifier_types.limit_window_days', 'identifiers.last_seen_at') }}
            as counts_to_at
    from identifiers
    inner join identifier_types
        on identifiers.identifier_type = identifier_types.identifier_type
),

final as (
    select
        identifier_id as vertex_id,
        cast(null as bigint) as link_rank,
        identifier_type as token_type,
        cast(identifier_id as {{ dbt.type_string() }}) as token_value
    from counting
    where counts_to_at is null or counts_to_at >= {{ as_of() }}
    union all
    select
        cast(null as bigint) as vertex_id,
        links.link_rank,
        latest.token_type,
        latest.token_value
    from latest
    inner join links
        on latest.left_id = links.left_id
            and latest.right_id = links.right_id
    where latest.statement_rank = 1
    union all
    select
        left_id as vertex_id,
        cast(null as bigint) as link_rank,
        'cannot_link:' || decision_id as token_type,
        'left' as token_value
    from decisions
    union all
    select
        right_id as vertex_id,
        cast(null as bigint) as link_rank,
        'cannot_link:' || decision_id as token_type,
        'right' as token_value
    from decisions
)

select * from final
