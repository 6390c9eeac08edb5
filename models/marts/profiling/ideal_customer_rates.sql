{# How many people of a target's base have the first of its traits, the first two, and so on, and
   how many of them are in the target: on the half that chose the traits, and on the other. No trait
   at all is the whole base. Rows about few people are left out. #}
with ideal_customer_traits as (
    select * from {{ ref('ideal_customer_traits') }}
),

traits_unpivoted as (
    select * from {{ ref('int_insight__traits_unpivoted') }}
),

bases_matched as (
    select * from {{ ref('int_insight__bases_matched') }}
),

targets_matched as (
    select * from {{ ref('int_insight__targets_matched') }}
),

{# Every trait counts everybody, so that any one of them gives the whole. #}
summed as (
    select
        target_id,
        trait_id,
        sum(base_count - base_held_out_count) as chosen_customer_count,
        sum(target_count - target_held_out_count) as chosen_target_count,
        sum(base_held_out_count) as held_out_customer_count,
        sum(target_held_out_count) as held_out_target_count
    from {{ ref('int_insight__contingency') }}
    group by target_id, trait_id
),

whole as (
    select
        target_id,
        0 as trait_count,
        max(chosen_customer_count) as chosen_customer_count,
        max(chosen_target_count) as chosen_target_count,
        max(held_out_customer_count) as held_out_customer_count,
        max(held_out_target_count) as held_out_target_count
    from summed
    group by target_id
),

having_traits as (
    select
        ideal_customer_traits.target_id,
        traits_unpivoted.customer_id,
        traits_unpivoted.is_held_out,
        ideal_customer_traits.trait_rank,
        row_number() over (
            partition by ideal_customer_traits.target_id, traits_unpivoted.customer_id
            order by ideal_customer_traits.trait_rank asc nulls last
        ) as trait_number
    from ideal_customer_traits
    inner join traits_unpivoted
        on
            ideal_customer_traits.trait_id = traits_unpivoted.trait_id
            and ideal_customer_traits.trait_value = traits_unpivoted.trait_value
    inner join bases_matched
        on
            traits_unpivoted.customer_id = bases_matched.customer_id
            and ideal_customer_traits.base_id = bases_matched.base_id
),

{# Who has the first two and not the third stops at two. #}
judged as (
    select
        having_traits.target_id,
        having_traits.trait_rank as trait_count,
        having_traits.is_held_out,
        targets_matched.customer_id is not null as is_member
    from having_traits
    left join targets_matched
        on
            having_traits.customer_id = targets_matched.customer_id
            and having_traits.target_id = targets_matched.target_id
    where having_traits.trait_number = having_traits.trait_rank
),

counted as (
    select
        target_id,
        trait_count,
        sum(case when is_held_out then 0 else 1 end) as chosen_customer_count,
        sum(case when not is_held_out and is_member then 1 else 0 end) as chosen_target_count,
        sum(case when is_held_out then 1 else 0 end) as held_out_customer_count,
        sum(case when is_held_out and is_member then 1 else 0 end) as held_out_target_count
    from judged
    group by target_id, trait_count
),

combined as (
    select
        target_id,
        trait_count,
        chosen_customer_count,
        chosen_target_count,
        held_out_customer_count,
        held_out_target_count
    from whole

    union all

    select
        target_id,
        trait_count,
        chosen_customer_count,
        chosen_target_count,
        held_out_customer_count,
        held_out_target_count
    from counted
),

final as (
    select
        target_id,
        cast(trait_count as integer) as trait_count,
        cast(chosen_customer_count as integer) as chosen_customer_count,
        cast(chosen_target_count as integer) as chosen_target_count,
        cast(held_out_customer_count as integer) as held_out_customer_count,
        cast(held_out_target_count as integer) as held_out_target_count,
        cast(chosen_target_count as double) / chosen_customer_count as chosen_rate,
        cast(held_out_target_count as double) / held_out_customer_count as held_out_rate,
        {{ share_bound('held_out_target_count', 'held_out_customer_count', 'low') }}
            as held_out_rate_low,
        {{ share_bound('held_out_target_count', 'held_out_customer_count', 'high') }}
            as held_out_rate_high
    from combined
    where
        chosen_customer_count >= {{ profiling_limit('ideal_minimum_count') }}
        and chosen_target_count >= {{ profiling_limit('minimum_cell_count') }}
        and held_out_customer_count >= {{ profiling_limit('minimum_cell_count') }}
        and held_out_target_count >= {{ profiling_limit('minimum_cell_count') }}
    order by target_id, trait_count
)

select * from final
