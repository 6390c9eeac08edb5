{# A household is named after the member who has been known longest, by a hash that tells nobody who
   that is. A group of more people than a household has is none. #}
with components as (
    select * from {{ ref('int_profile__household_components') }}
),

residents as (
    select * from {{ ref('int_profile__household_residents') }}
),

relations as (
    select * from {{ ref('int_profile__household_relations') }}
    where is_strong
),

ends as (
    select
        left_customer_id as customer_id,
        confidence,
        first_seen_at
    from relations
    union all
    select
        right_customer_id as customer_id,
        confidence,
        first_seen_at
    from relations
),

ties as (
    select
        customer_id,
        max(confidence) as confidence,
        min(first_seen_at) as related_since_at
    from ends
    group by customer_id
),

ranked as (
    select
        components.component_id,
        residents.customer_id,
        ties.confidence,
        ties.related_since_at,
        count(*) over (partition by components.component_id) as member_count,
        row_number() over (
            partition by components.component_id
            order by residents.known_since_at asc nulls last, residents.customer_id asc
        ) as member_rank
    from components
    inner join residents
        on components.vertex_id = residents.customer_id
    inner join ties
        on components.vertex_id = ties.customer_id
),

final as (
    select
        ranked.customer_id,
        'hou_' || substring({{ keyed_hash("'household:' || oldest.customer_id") }}, 1, 24)
            as household_id,
        cast(ranked.member_count as integer) as household_size,
        ranked.member_rank = 1 as is_oldest_member,
        ranked.confidence,
        ranked.related_since_at
    from ranked
    inner join ranked as oldest
        on
            ranked.component_id = oldest.component_id
            and oldest.member_rank = 1
    where ranked.member_count <= {{ household_limit('maximum_members') }}
)

select * from final
