{# A cell about few people is not shown, nor is one that all but few people of the base are in; and
   where one cell of a trait is hidden, the next smallest is too, because the sum would tell it. #}
with contingency as (
    select * from {{ ref('int_insight__contingency') }}
    where value_kind <> 'unknown'
),

targets_named as (
    select * from {{ ref('int_insight__targets_named') }}
),

traits_named as (
    select * from {{ ref('int_insight__traits_named') }}
),

profiling_traits as (
    select * from {{ ref('profiling_traits') }}
),

summed as (
    select
        *,
        sum(target_count) over (partition by target_id, trait_id) as target_total,
        sum(base_count) over (partition by target_id, trait_id) as base_total,
        case
            when target_count < base_count - target_count then target_count
            else base_count - target_count
        end < {{ profiling_limit('minimum_cell_count') }} as is_small
    from contingency
),

ordered as (
    select
        *,
        sum(case when is_small then 1 else 0 end) over (partition by target_id, trait_id)
            as small_count,
        row_number() over (
            partition by target_id, trait_id
            order by
                case when is_small then 0 else 1 end asc,
                target_count asc nulls last,
                coalesce(trait_value, '') asc
        ) as size_rank
    from summed
),

shown as (
    select
        *,
        is_small or (small_count = 1 and size_rank = 2) as is_suppressed
    from ordered
),

final as (
    select
        shown.target_id,
        shown.trait_id,
        coalesce(shown.trait_value, 'other') as trait_value,
        shown.base_id,
        targets_named.target_name_fr,
        targets_named.target_name_en,
        profiling_traits.name_fr as trait_name_fr,
        profiling_traits.name_en as trait_name_en,
        coalesce(traits_named.value_name_fr, 'autres valeurs') as value_name_fr,
        coalesce(traits_named.value_name_en, 'other values') as value_name_en,
        shown.is_suppressed,
        shown.base_count,
        cast(shown.base_count as double) / shown.base_total as base_share,
        case when not shown.is_suppressed then shown.target_count end as target_count,
        case
            when not shown.is_suppressed
                then cast(shown.target_count as double) / nullif(shown.target_total, 0)
        end as target_share,
        {%- for end in ['low', 'high'] %}
            case
                when not shown.is_suppressed
                    then {{ share_bound('shown.target_count', 'shown.target_total', end) }}
            end as target_share_{{ end }},
        {%- endfor %}
        case
            when not shown.is_suppressed
                then
                    100 * (cast(shown.target_count as double) / nullif(shown.target_total, 0))
                    / (cast(shown.base_count as double) / shown.base_total)
        end as base_index,
        cast(shown.target_total as integer) as target_known_count,
        cast(shown.base_total as integer) as base_known_count,
        {{ as_of() }} as as_of_at
    from shown
    inner join targets_named
        on shown.target_id = targets_named.target_id
    inner join profiling_traits
        on shown.trait_id = profiling_traits.trait_id
    left join traits_named
        on
            shown.trait_id = traits_named.trait_id
            and shown.trait_value = traits_named.trait_value
    order by shown.target_id, shown.trait_id, shown.trait_value nulls last
)

select * from final
