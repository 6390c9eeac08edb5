{# What was written to did beyond what was held back, by measure. Everybody drawn counts in their
   arm, bounced or not (intention to treat), or the arms would no longer be alike. Bounds of
   shares are Newcombe's, those of amounts Welch's with the normal quantile. A difference is
   called real when its p-value, safe to read every day and corrected for all comparisons of the
   same scope and measure, is small enough; never where the group was formed after the sending. #}
with campaign_arms as (
    select * from {{ ref('int_segmentation__campaign_arms') }}
),

limits as (
    select
        {%- for name in [
            'minimum_arm_count', 'minimum_expected_count', 'confidence_z',
            'typical_relative_change',
        ] %}
            {{ reaction_limit(name) }} as {{ name }},
        {%- endfor %}
        {{ reaction_limit('false_discovery_rate') }} as false_discovery_rate
),

sent as (
    select * from campaign_arms
    where arm <> 'held'
),

held as (
    select * from campaign_arms
    where arm = 'held'
),

compared as (
    select
        sent.scope,
        sent.scope_id,
        sent.group_type,
        sent.group_id,
        sent.membership_basis,
        sent.arm,
        sent.measure,
        sent.mean as sent_mean,
        held.mean as held_mean,
        sent.mean - held.mean as uplift,
        sent.variance / sent.case_count + held.variance / held.case_count as uplift_variance,
        (sent.total + held.total) / (sent.case_count + held.case_count) as pooled_mean,
        (sent.event_count + held.event_count) / (sent.case_count + held.case_count)
            as pooled_share,
        1 / sent.case_count + 1 / held.case_count as inverse_counts,
        least(sent.case_count, held.case_count) as smaller_count,
        {{ newcombe_bound(
            'sent.mean', 'sent.lower_bound', 'held.mean', 'held.upper_bound', 'lower'
        ) }} as share_lower_bound,
        {{ newcombe_bound(
            'sent.mean', 'sent.upper_bound', 'held.mean', 'held.lower_bound', 'upper'
        ) }} as share_upper_bound
    from sent
    inner join held
        on
            sent.scope = held.scope
            and sent.scope_id = held.scope_id
            and sent.group_type = held.group_type
            and sent.group_id = held.group_id
            and sent.membership_basis = held.membership_basis
            and sent.measure = held.measure
),

tested as (
    select
        compared.*,
        limits.false_discovery_rate,
        coalesce(
            compared.share_lower_bound,
            compared.uplift - limits.confidence_z * sqrt(compared.uplift_variance)
        ) as uplift_lower_bound,
        coalesce(
            compared.share_upper_bound,
            compared.uplift + limits.confidence_z * sqrt(compared.uplift_variance)
        ) as uplift_upper_bound,
        case
            when compared.membership_basis <> 'at_sending' then 'not judged'
            when
                compared.smaller_count < limits.minimum_arm_count
                or compared.smaller_count
                * least(compared.pooled_share, 1 - compared.pooled_share)
                < limits.minimum_expected_count then 'too few'
        end as not_tested_because,
        {{ always_valid_p(
            'compared.uplift',
            "case when compared.measure = 'amount' then compared.uplift_variance "
            ~ "else compared.pooled_share * (1 - compared.pooled_share) "
            ~ "* compared.inverse_counts end",
            '(limits.typical_relative_change * compared.pooled_mean)',
        ) }} as p_value
    from compared
    cross join limits
),

ranked as (
    select
        *,
        count(*) over (partition by scope, measure, not_tested_because) as family_size,
        row_number() over (
            partition by scope, measure, not_tested_because
            order by
                p_value asc nulls last,
                scope_id asc nulls last,
                group_type asc nulls last,
                group_id asc nulls last,
                arm asc nulls last
        ) as p_rank
    from tested
),

corrected as (
    select
        *,
        {{ false_discovery_q(
            'p_value', 'p_rank', 'family_size', 'scope, measure, not_tested_because'
        ) }} as q_value
    from ranked
),

final as (
    select
        scope,
        scope_id,
        group_type,
        group_id,
        membership_basis,
        arm,
        measure,
        sent_mean,
        held_mean,
        uplift,
        uplift_lower_bound,
        uplift_upper_bound,
        case when not_tested_because is null then q_value end as q_value,
        case
            when not_tested_because is not null then not_tested_because
            when q_value > false_discovery_rate then 'no difference shown'
            when uplift > 0 then 'better'
            else 'worse'
        end as verdict
    from corrected
)

select * from final
