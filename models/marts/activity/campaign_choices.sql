{# Cells of fewer people than the limit are not shown: they would tell of persons. #}
with variants_compared as (
    select * from {{ ref('int_segmentation__variants_compared') }}
),

final as (
    select
        scope,
        scope_id,
        scope_name,
        campaign_kind,
        group_type,
        group_id,
        membership_basis,
        success_measure,
        cast(a_count as bigint) as a_count,
        cast(b_count as bigint) as b_count,
        a_rate,
        b_rate,
        difference,
        difference_lower_bound,
        difference_upper_bound,
        case when is_tested then q_value end as q_value,
        pick,
        case when pick in ('A', 'B') then pick end as chosen_variant,
        case when pick = 'keep_testing' and pooled_rate > 0 then
                cast(greatest(needed_count - smaller_count, 0) as bigint)
        end as more_needed_count,
        case
            when not is_tested then 'too few contacts or successes to compare'
            when pick = 'either' then 'no difference worth having is left to find'
            when pick = 'keep_testing' then 'no difference shown yet'
            else 'a real difference, after correction for all comparisons'
        end as reason,
        {{ as_of() }} as as_of_at
    from variants_compared
    where
        group_type = 'all'
        or smaller_count >= {{ reaction_limit('minimum_cell_count') }}
    order by scope, scope_id, group_type, group_id
)

select * from final
