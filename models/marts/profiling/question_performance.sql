{# Rates count settled asks alone: among younger ones the quick answers are known and the silences
   are not. Every ask counts in its own cell and in the totals, whose stage or channel is `all`; a
   question that was never asked has its total too. #}
with asks_placed as (
    select * from {{ ref('int_insight__asks_placed') }}
),

answer_changes as (
    select * from {{ ref('answer_changes') }}
),

questions as (
    select * from {{ ref('questions') }}
),

engine_response_cells as (
    select * from {{ source('engine', 'response_cells') }}
    where draw = 0
),

learned as (
    select
        question_id,
        coalesce(nullif(lifecycle_stage, ''), 'none') as stage_asked_at,
        channel,
        max(case when outcome = 'answered' then 1 / (1 + exp(-log_odds)) end) as answer_probability,
        max(case when outcome = 'refused' then 1 / (1 + exp(-log_odds)) end) as refusal_probability
    from engine_response_cells
    group by question_id, lifecycle_stage, channel
),

question_means as (
    select
        question_id,
        avg(cast(answer_probability as decimal(18, 9))) as answer_probability,
        avg(cast(refusal_probability as decimal(18, 9))) as refusal_probability
    from learned
    group by question_id
),

ways_to_total as (
    {% for by_stage, by_channel in [(true, true), (true, false), (false, true), (false, false)] %}
        select
            {{ by_stage }} as by_stage,
            {{ by_channel }} as by_channel
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

counted as (
    select
        asks_placed.question_id,
        case when ways_to_total.by_stage then asks_placed.lifecycle_stage else 'all' end
            as lifecycle_stage,
        case when ways_to_total.by_channel then asks_placed.channel else 'all' end as channel,
        case when asks_placed.is_settled then asks_placed.outcome else 'young' end as outcome,
        case
            when asks_placed.is_settled
                then cast(coalesce(answer_changes.changed_points, 0) as decimal(18, 4))
        end as points,
        case when answer_changes.changed_use_count > 0 then 1 else 0 end as is_changed,
        cast(learned.answer_probability as decimal(18, 9)) as answer_probability,
        cast(learned.refusal_probability as decimal(18, 9)) as refusal_probability
    from asks_placed
    cross join ways_to_total
    left join answer_changes
        on asks_placed.answer_id = answer_changes.answer_id
    left join learned
        on
            asks_placed.question_id = learned.question_id
            and asks_placed.lifecycle_stage = learned.stage_asked_at
            and asks_placed.channel = learned.channel
),

totals as (
    select
        question_id,
        lifecycle_stage,
        channel,
        {% for outcome in ['answered', 'refused', 'ignored', 'young'] %}
            sum(case when outcome = '{{ outcome }}' then 1 else 0 end) as {{ outcome }}_count,
        {% endfor %}
        sum(case when outcome <> 'young' then 1 else 0 end) as ask_count,
        sum(case when outcome = 'answered' then is_changed else 0 end) as changing_count,
        sum(points) as points,
        cast(avg(points) as double) as mean_points,
        1.959963984540054 * cast(stddev_samp(points) as double) / sqrt(count(points))
            as points_margin,
        avg(answer_probability) as answer_probability,
        avg(refusal_probability) as refusal_probability
    from counted
    group by question_id, lifecycle_stage, channel
),

final as (
    select
        questions.question_id,
        questions.attribute_name,
        coalesce(totals.lifecycle_stage, 'all') as lifecycle_stage,
        coalesce(totals.channel, 'all') as channel,
        {% for name in ['ask', 'answered', 'refused', 'ignored', 'young'] %}
            cast(coalesce(totals.{{ name }}_count, 0) as integer) as {{ name }}_count,
        {% endfor %}
        {% for part, name in [('answered', 'answer'), ('refused', 'refusal')] %}
            round(cast(totals.{{ part }}_count as double) / nullif(totals.ask_count, 0), 6)
                as {{ name }}_rate,
            {{ share_bound('totals.' ~ part ~ '_count', 'totals.ask_count', 'low') }}
                as {{ name }}_rate_low,
            {{ share_bound('totals.' ~ part ~ '_count', 'totals.ask_count', 'high') }}
                as {{ name }}_rate_high,
        {% endfor %}
        round(cast(totals.changing_count as double) / nullif(totals.answered_count, 0), 6)
            as change_rate,
        cast(coalesce(totals.points, 0) as double) as gained_points,
        round(totals.mean_points, 6) as points_per_ask,
        round(case
            when totals.points_margin < totals.mean_points
                then totals.mean_points - totals.points_margin
            when totals.points_margin is not null then 0
        end, 6) as points_per_ask_low,
        round(totals.mean_points + totals.points_margin, 6) as points_per_ask_high,
        round(cast(
            coalesce(totals.answer_probability, question_means.answer_probability) as double
        ), 6) as learned_answer_probability,
        round(cast(
            coalesce(totals.refusal_probability, question_means.refusal_probability) as double
        ), 6) as learned_refusal_probability
    from questions
    left join totals
        on questions.question_id = totals.question_id
    left join question_means
        on questions.question_id = question_means.question_id
)

select * from final
