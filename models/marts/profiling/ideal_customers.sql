{# As many traits as make the rate rise and leave enough people, on the half that chose them. The
   rates that are told are those of the other half. Of targets not tested yet nothing is said. #}
{% set joined = "case when ideal_customer_traits.trait_rank = 1 then '' "
    ~ "when ideal_customer_traits.trait_rank = chosen.trait_count then profiling_texts.text_LANG "
    ~ "else ', ' end || ideal_customer_traits.phrase_LANG" %}
{% set by_rank = 'order by ideal_customer_traits.trait_rank' %}

with targets_named as (
    select * from {{ ref('int_insight__targets_named') }}
),

trait_tests as (
    select * from {{ source('engine', 'trait_tests') }}
),

ideal_customer_traits as (
    select * from {{ ref('ideal_customer_traits') }}
),

ideal_customer_rates as (
    select * from {{ ref('ideal_customer_rates') }}
),

profiling_texts as (
    select * from {{ ref('profiling_texts') }}
),

{# The rate must rise with each trait, and no step may be left out. #}
rising as (
    select
        *,
        case
            when trait_count = 0 then 0
            when trait_count > row_number() over by_trait - 1 then 1
            when chosen_rate <= lag(chosen_rate) over by_trait then 1
            else 0
        end as is_too_much
    from ideal_customer_rates
    window by_trait as (partition by target_id order by trait_count asc nulls last)
),

reached as (
    select
        *,
        sum(is_too_much) over (
            partition by target_id
            order by trait_count
            rows between unbounded preceding and current row
        ) as too_much_count
    from rising
),

chosen as (
    select
        target_id,
        max(trait_count) as trait_count
    from reached
    where too_much_count = 0
    group by target_id
),

described as (
    select
        chosen.target_id,
        {{ dbt.listagg(joined | replace('LANG', 'fr'), "''", by_rank) }} as traits_fr,
        {{ dbt.listagg(joined | replace('LANG', 'en'), "''", by_rank) }} as traits_en
    from chosen
    inner join ideal_customer_traits
        on
            chosen.target_id = ideal_customer_traits.target_id
            and chosen.trait_count >= ideal_customer_traits.trait_rank
    inner join profiling_texts
        on profiling_texts.text_id = 'and'
    group by chosen.target_id
),

judged as (
    select
        targets_named.*,
        chosen.trait_count,
        described.traits_fr,
        described.traits_en,
        bases.held_out_rate as base_rate,
        ideals.held_out_rate as target_rate,
        ideals.held_out_rate_low as target_rate_low,
        ideals.held_out_rate_high as target_rate_high,
        ideals.held_out_customer_count,
        case
            when bases.chosen_target_count >= {{ profiling_limit('minimum_target_count') }}
                then
                    case
                        when chosen.trait_count = 0 then 'none'
                        when ideals.held_out_rate_low > bases.held_out_rate then 'confirmed'
                        else 'unconfirmed'
                    end
            else 'too_few'
        end as verdict
    from targets_named
    left join chosen
        on targets_named.target_id = chosen.target_id
    left join ideal_customer_rates as bases
        on
            chosen.target_id = bases.target_id
            and bases.trait_count = 0
    left join ideal_customer_rates as ideals
        on
            chosen.target_id = ideals.target_id
            and chosen.trait_count = ideals.trait_count
            and ideals.trait_count > 0
    left join described
        on chosen.target_id = described.target_id
    where targets_named.target_id in (select trait_tests.target_id from trait_tests)
),

final as (
    select
        judged.target_id,
        judged.base_id,
        judged.target_name_fr,
        judged.target_name_en,
        judged.action_fr,
        judged.action_en,
        judged.verdict,
        cast(coalesce(judged.trait_count, 0) as integer) as trait_count,
        judged.traits_fr,
        judged.traits_en,
        judged.target_rate,
        judged.target_rate_low,
        judged.target_rate_high,
        judged.base_rate,
        100 * judged.target_rate / judged.base_rate as base_index,
        judged.held_out_customer_count,
        {%- for language in ['fr', 'en'] %}
            {{ filled_text('profiling_texts.text_' ~ language, {
                'target': 'judged.target_name_' ~ language,
                'base': 'judged.base_name_' ~ language,
                'traits': 'judged.traits_' ~ language,
                'rate': percent_text('judged.target_rate'),
                'base_rate': percent_text('judged.base_rate'),
            }) }} as text_{{ language }},
        {%- endfor %}
        {{ as_of() }} as as_of_at
    from judged
    inner join profiling_texts
        on judged.verdict = profiling_texts.text_id
    order by judged.target_id
)

select * from final
