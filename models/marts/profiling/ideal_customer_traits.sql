{# Chosen on one half of the people alone, tests included, so that the other half can judge. Of a
   trait that discriminates, the value whose people belong to the target most surely is taken. #}
with trait_tests as (
    select * from {{ source('engine', 'trait_tests') }}
    where
        sample = 'choosing_half'
        and verdict = 'discriminating'
),

contingency as (
    select
        *,
        target_count - target_held_out_count as chosen_target_count,
        base_count - base_held_out_count as chosen_base_count
    from {{ ref('int_insight__contingency') }}
    where value_kind = 'known'
),

traits_named as (
    select * from {{ ref('int_insight__traits_named') }}
    where describes_people
),

targets as (
    select
        target_id,
        trait_id,
        sum(chosen_target_count) as target_total,
        sum(chosen_base_count) as base_total
    from contingency
    group by target_id, trait_id
),

bounded as (
    select
        contingency.*,
        cast(targets.target_total as double) / targets.base_total as base_rate,
        cast(contingency.chosen_target_count as double)
        / nullif(contingency.chosen_base_count, 0) as value_rate,
        {{ share_bound(
            'contingency.chosen_target_count', 'contingency.chosen_base_count', 'low'
        ) }} as value_rate_low
    from contingency
    inner join targets
        on
            contingency.target_id = targets.target_id
            and contingency.trait_id = targets.trait_id
    inner join trait_tests
        on
            contingency.target_id = trait_tests.target_id
            and contingency.trait_id = trait_tests.trait_id
),

best_values as (
    select
        *,
        row_number() over (
            partition by target_id, trait_id
            order by value_rate_low desc nulls last, trait_value asc nulls last
        ) as value_rank
    from bounded
    where
        value_rate_low > base_rate
        and chosen_base_count >= {{ profiling_limit('ideal_minimum_count') }}
),

ranked as (
    select
        best_values.*,
        traits_named.phrase_fr,
        traits_named.phrase_en,
        row_number() over (
            partition by best_values.target_id
            order by best_values.value_rate_low desc nulls last, best_values.trait_id asc
        ) as trait_rank
    from best_values
    inner join traits_named
        on
            best_values.trait_id = traits_named.trait_id
            and best_values.trait_value = traits_named.trait_value
    where best_values.value_rank = 1
),

final as (
    select
        target_id,
        trait_id,
        trait_value,
        base_id,
        cast(trait_rank as integer) as trait_rank,
        phrase_fr,
        phrase_en,
        value_rate,
        value_rate_low,
        base_rate,
        100 * value_rate / base_rate as value_index,
        chosen_base_count as customer_count
    from ranked
    where trait_rank <= {{ profiling_limit('ideal_trait_count') }}
    order by target_id, trait_rank
)

select * from final
