{# Variant A against variant B on the measure that the kind of campaign declared beforehand, in
   the same way as against the holdout. A pick needs a difference that is called real; where the
   interval shows that no change worth having is left to find, either will do; otherwise testing
   goes on. #}
with campaign_cells as (
    select * from {{ ref('int_segmentation__campaign_cells') }}
    where scope <> 'all'
),

campaign_goals as (
    select * from {{ ref('campaign_goals') }}
),

limits as (
    select
        {{ reaction_limit('minimum_arm_count') }} as minimum_arm_count,
        {{ reaction_limit('minimum_expected_count') }} as minimum_expected_count,
        {{ reaction_limit('confidence_z') }} as confidence_z,
        {{ reaction_limit('power_z') }} as power_z,
        {{ reaction_limit('typical_relative_change') }} as typical_relative_change,
        {{ reaction_limit('false_discovery_rate') }} as false_discovery_rate
),

{# A click is the platform's to tell of every message; a visit or an order is only seen of
   customers. #}
arms as (
    select
        campaign_cells.*,
        campaign_goals.success_measure,
        cast(case
            when campaign_goals.success_measure = 'clicked' then campaign_cells.sent_count
            else campaign_cells.measured_count
        end as double) as case_count,
        cast(case campaign_goals.success_measure
            when 'clicked' then campaign_cells.clicked_count
            when 'visited' then campaign_cells.visited_count
            when 'ordered' then campaign_cells.ordered_count
        end as double) as success_count
    from campaign_cells
    inner join campaign_goals
        on campaign_cells.campaign_kind = campaign_goals.campaign_kind
),

bounded as (
    select
        arms.*,
        {%- for side in ['lower', 'upper'] %}
            {{ wilson_bound(
                'arms.success_count', 'arms.case_count', 'limits.confidence_z', side
            ) }} as {{ side }}_bound,
        {%- endfor %}
        arms.success_count / nullif(arms.case_count, 0) as rate
    from arms
    cross join limits
),

paired as (
    select
        bounded.scope,
        bounded.scope_id,
        bounded.scope_name,
        bounded.campaign_kind,
        bounded.group_type,
        bounded.group_id,
        bounded.membership_basis,
        bounded.success_measure,
        bounded.case_count as a_count,
        b.case_count as b_count,
        bounded.rate as a_rate,
        b.rate as b_rate,
        b.rate - bounded.rate as difference,
        {{ newcombe_bound(
            'b.rate', 'b.lower_bound', 'bounded.rate', 'bounded.upper_bound', 'lower'
        ) }}
            as difference_lower_bound,
        {{ newcombe_bound(
            'b.rate', 'b.upper_bound', 'bounded.rate', 'bounded.lower_bound', 'upper'
        ) }}
            as difference_upper_bound,
        (bounded.success_count + b.success_count)
        / (bounded.case_count + b.case_count) as pooled_rate,
        1 / bounded.case_count + 1 / b.case_count as inverse_counts,
        least(bounded.case_count, b.case_count) as smaller_count
    from bounded
    inner join bounded as b
        on
            bounded.scope = b.scope and bounded.scope_id = b.scope_id
            and bounded.group_type = b.group_type and bounded.group_id = b.group_id
            and bounded.membership_basis = b.membership_basis
            and bounded.arm = 'A' and bounded.case_count > 0 and b.arm = 'B' and b.case_count > 0
),

tested as (
    select
        paired.*,
        limits.false_discovery_rate,
        limits.typical_relative_change * paired.pooled_rate as worthwhile_difference,
        paired.smaller_count >= limits.minimum_arm_count
        and paired.smaller_count * least(paired.pooled_rate, 1 - paired.pooled_rate)
        >= limits.minimum_expected_count as is_tested,
        {{ needed_arm_count(
            'paired.pooled_rate',
            'least(1, paired.pooled_rate * (1 + limits.typical_relative_change))',
            'limits.confidence_z', 'limits.power_z'
        ) }} as needed_count,
        {{ always_valid_p(
            'paired.difference',
            'paired.pooled_rate * (1 - paired.pooled_rate) * paired.inverse_counts',
            '(limits.typical_relative_change * paired.pooled_rate)',
        ) }} as p_value
    from paired
    cross join limits
),

ranked as (
    select
        *,
        count(*) over (partition by scope, is_tested) as family_size,
        row_number() over (
            partition by scope, is_tested
            order by
                p_value asc nulls last, scope_id asc nulls last,
                group_type asc nulls last, group_id asc nulls last
        ) as p_rank
    from tested
),

corrected as (
    select
        *,
        {{ false_discovery_q('p_value', 'p_rank', 'family_size', 'scope, is_tested') }} as q_value
    from ranked
),

final as (
    select
        *,
        case
            when not is_tested then 'keep_testing'
            when q_value <= false_discovery_rate and difference > 0 then 'B'
            when q_value <= false_discovery_rate then 'A'
            when
                difference_lower_bound > -worthwhile_difference
                and difference_upper_bound < worthwhile_difference then 'either'
            else 'keep_testing'
        end as pick
    from corrected
)

select * from final
