{# How a customer takes our messages, beside how the base would have taken the same ones. Where a
   machine opens, a person's opening is not seen and only clicks are: so each message is set
   against the base's reactions to messages of its own channel and visibility. (reactions + s) /
   (expected + s) is the posterior mean of a beta-binomial with s expected reactions as the prior,
   relative to the base; pooled over kinds of messages it is the indirectly standardised ratio of
   Clayton and Kaldor (1987, Biometrics 43). #}
with contacts as (
    select
        *,
        machine_opened_at is not null as is_hidden,
        case when coalesce(opened_at, clicked_at) is not null then 1 else 0 end as reaction,
        contacted_at > {{ dbt.dateadd(
            'day', '-cast(' ~ reaction_limit('fatigue_recent_days') ~ ' as integer)', as_of()
        ) }} as is_recent
    from {{ ref('int_activity__contacts') }}
    where customer_id is not null and not is_withheld and not is_bounced
),

customers_profiled as (
    select * from {{ ref('int_profile__customers_profiled') }}
    where is_profiled
),

base as (
    select
        contacts.channel,
        contacts.is_hidden,
        avg(cast(contacts.reaction as double)) as reaction_rate
    from contacts
    inner join customers_profiled
        on contacts.customer_id = customers_profiled.customer_id
    group by contacts.channel, contacts.is_hidden
),

summed as (
    select
        contacts.customer_id,
        contacts.channel,
        count(*) as contact_count,
        sum(contacts.reaction) as reaction_count,
        sum(base.reaction_rate) as expected_count,
        {%- for period, condition in [('recent', 'contacts.is_recent'),
                                      ('earlier', 'not contacts.is_recent')] %}
            sum(case when {{ condition }} then 1 else 0 end) as {{ period }}_contact_count,
            sum(case when {{ condition }} then contacts.reaction else 0 end)
                as {{ period }}_reaction_count,
            sum(case when {{ condition }} then base.reaction_rate else 0 end)
                as {{ period }}_expected_count,
        {%- endfor %}
        max(contacts.contacted_at) as last_contact_at,
        max(coalesce(contacts.unsubscribed_at, contacts.complained_at)) as left_at
    from contacts
    inner join customers_profiled
        on contacts.customer_id = customers_profiled.customer_id
    inner join base
        on
            contacts.channel = base.channel
            and contacts.is_hidden = base.is_hidden
    group by contacts.customer_id, contacts.channel
),

limits as (
    select
        {%- for name in ['reaction_prior_count', 'minimum_contacts'] %}
            {{ reaction_limit(name) }} as {{ name }},
        {%- endfor %}
        {{ reaction_limit('fatigue_ratio') }} as fatigue_ratio
),

indexed as (
    select
        summed.*,
        limits.fatigue_ratio,
        (summed.reaction_count + limits.reaction_prior_count)
        / (summed.expected_count + limits.reaction_prior_count) as reaction_index,
        (summed.recent_reaction_count + limits.reaction_prior_count)
        / (summed.recent_expected_count + limits.reaction_prior_count) as recent_reaction_index,
        (summed.earlier_reaction_count + limits.reaction_prior_count)
        / (summed.earlier_expected_count + limits.reaction_prior_count)
            as earlier_reaction_index,
        summed.contact_count >= limits.minimum_contacts as is_known,
        least(summed.recent_contact_count, summed.earlier_contact_count)
        >= limits.minimum_contacts as has_two_periods
    from summed
    cross join limits
),

final as (
    select
        customer_id,
        channel,
        contact_count,
        reaction_count,
        expected_count,
        expected_count / contact_count as base_reaction_rate,
        reaction_index,
        is_known,
        case
            when left_at >= last_contact_at then 'left'
            when
                has_two_periods
                and recent_reaction_index <= fatigue_ratio * earlier_reaction_index
                then 'reactions falling'
        end as fatigue_signal
    from indexed
)

select * from final
