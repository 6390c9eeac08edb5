{# The one pass over people: each group (a base or a target) by trait and value, and the same of the
   half that is held out. What follows reads these few thousand rows. #}
with traits_unpivoted as (
    select * from {{ ref('int_insight__traits_unpivoted') }}
),

members as (
    select
        'base' as group_kind,
        base_id as group_id,
        customer_id
    from {{ ref('int_insight__bases_matched') }}

    union all

    select
        'target' as group_kind,
        target_id as group_id,
        customer_id
    from {{ ref('int_insight__targets_matched') }}
),

final as (
    select
        members.group_kind,
        members.group_id,
        traits_unpivoted.trait_id,
        traits_unpivoted.trait_value,
        cast(count(*) as integer) as customer_count,
        cast(sum(case when traits_unpivoted.is_held_out then 1 else 0 end) as integer)
            as held_out_count
    from members
    inner join traits_unpivoted
        on members.customer_id = traits_unpivoted.customer_id
    group by
        members.group_kind,
        members.group_id,
        traits_unpivoted.trait_id,
        traits_unpivoted.trait_value
)

select * from final
