{# The tests need the distribution of chi-square, so Python makes them from the counts. #}
with trait_tests as (
    select * from {{ source('engine', 'trait_tests') }}
    where sample = 'everybody'
),

targets_named as (
    select * from {{ ref('int_insight__targets_named') }}
),

profiling_traits as (
    select * from {{ ref('profiling_traits') }}
),

ranked as (
    select
        *,
        row_number() over (
            partition by target_id
            order by
                case verdict
                    when 'discriminating' then 1
                    when 'negligible' then 2
                    when 'not_shown' then 3
                    else 4
                end asc,
                cramers_v desc nulls last,
                trait_id asc
        ) as discrimination_rank
    from trait_tests
),

final as (
    select
        ranked.target_id,
        ranked.trait_id,
        targets_named.base_id,
        targets_named.target_name_fr,
        targets_named.target_name_en,
        profiling_traits.name_fr as trait_name_fr,
        profiling_traits.name_en as trait_name_en,
        cast(ranked.discrimination_rank as integer) as discrimination_rank,
        ranked.verdict,
        ranked.cramers_v,
        ranked.cramers_v_low,
        ranked.cramers_v_high,
        ranked.chi_square,
        ranked.degrees_of_freedom,
        ranked.p_value,
        ranked.adjusted_p_value,
        ranked.customer_count,
        ranked.target_count,
        ranked.unknown_count,
        cast(ranked.unknown_count as double)
        / nullif(ranked.unknown_count + ranked.customer_count, 0) as unknown_share,
        ranked.value_count,
        {{ as_of() }} as as_of_at
    from ranked
    inner join targets_named
        on ranked.target_id = targets_named.target_id
    inner join profiling_traits
        on ranked.trait_id = profiling_traits.trait_id
    order by ranked.target_id, ranked.discrimination_rank
)

select * from final
