"""What the summary asks the published warehouse, one query per table shown."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """One table of the summary: its title, what it asks, and what to say when nothing comes
    back."""

    title: str
    sql: str
    if_empty: str


QUESTIONS = (
    Question(
        "Sources read",
        """
        select
            source_name as source,
            count(*) as files,
            sum(rows_read) as rows_read,
            sum(rows_kept) as kept,
            sum(rows_rejected) as set_aside,
            sum(rows_repeated) as repeated,
            sum(rows_superseded) as superseded,
            sum(rows_erased) as erased,
            sum(rows_expired) as expired
        from quality.landing_reconciliation
        group by source_name
        order by source_name
        """,
        "No source has delivered anything.",
    ),
    Question(
        "Rows set aside, by rule",
        """
        select rule, source_name || '/' || table_name as from_table, column_name as in_column,
        row_count as rows from quality.rows_set_aside order by row_count desc, rule, from_table,
        in_column limit 10
        """,
        "No row was set aside.",
    ),
    Question(
        "Recognised",
        """
        select 'customers' as what, count(*) as number from marts.customers
        union all
        select 'visitors (devices nobody has claimed)', count(*) from marts.visitors
        union all
        select 'devices of a customer', count(distinct device_type || device_value)
        from marts.customer_devices
        union all
        select number.* from (
            select 'identifiers: ' || identifier_type as what, count(*) as number
            from marts.customer_identifiers
            group by identifier_type
            order by number desc, what
        ) as number
        union all
        select event.* from (
            select 'identity events: ' || event_type as what, count(*) as number
            from marts.identity_events
            group by event_type
            order by number desc, what
        ) as event
        """,
        "Nobody was recognised.",
    ),
    Question(
        "Refused as evidence, and why",
        """
        select evidence, rule, reason, evidence_count as number
        from quality.evidence_set_aside
        order by evidence, number desc, rule
        """,
        "Nothing was refused.",
    ),
    Question(
        "Health of identity, without any truth: alarms first",
        """
        select
            case when is_alarm then upper(severity) else 'ok' end as state,
            measure || case when identifier_type = 'any' then '' else ': ' || identifier_type end
                as measure,
            round(measured_value, 4) as value,
            round(previous_value, 4) as run_before,
            reason
        from quality.identity_health
        where
            as_of_at = (select max(as_of_at) from quality.identity_health)
            and (is_alarm or identifier_type = 'any')
        order by is_alarm desc, severity, measure
        """,
        "Nothing was measured.",
    ),
    Question(
        "Lifecycle stages",
        """
        select
            coalesce(lifecycle_stage, 'none: objected to profiling') as stage,
            count(*) as customers,
            round(avg(understanding_level), 1) as understanding,
            cast(round(avg(total_amount), 0) as integer) as mean_amount
        from marts.customers
        group by lifecycle_stage
        order by customers desc, stage
        """,
        "There are no customers.",
    ),
    Question(
        "Segments",
        """
        select name_en as segment, count(*) as customers
        from marts.segment_memberships
        group by name_en
        order by customers desc, segment
        """,
        "Nobody is in a segment.",
    ),
    Question(
        "Predicted orders against what came, on what was held out",
        """
        select
            horizon_days as days_ahead,
            predictor,
            max(case when measure = 'root_mean_square_error' then round(value, 3) end) as error,
            max(case when measure = 'rank_correlation' then round(value, 2) end) as ranks,
            max(case when measure = 'slope' then round(value, 2) end) as slope,
            max(case when measure = 'actual_to_predicted' then round(value, 2) end)
                as came_to_predicted
        from marts.prediction_quality
        where target = 'order_count'
        group by horizon_days, predictor
        order by horizon_days, error
        """,
        "Nothing was predicted: too few customers ordered more than once.",
    ),
    Question(
        "What campaigns brought, against what was held back",
        """
        select
            scope_id as kind, sent_count as sent, held_out_count as held_back,
            round(100 * click_rate, 1) as click_percent,
            round(100 * visited_uplift, 1) as more_visits,
            replace(visited_verdict, 'no difference', 'none') as visits,
            round(100 * ordered_uplift, 1) as more_orders,
            replace(ordered_verdict, 'no difference', 'none') as orders
        from marts.campaign_results
        where scope in ('all', 'kind') and group_type = 'all' and variant = 'all'
        order by scope = 'kind', kind
        """,
        "No campaign was sent.",
    ),
    Question(
        "Variants picked by measurement",
        """
        select scope_id as kind, success_measure as by, round(100 * a_rate, 1) as a_percent,
        round(100 * b_rate, 1) as b_percent, pick, more_needed_count as more_needed
        from marts.campaign_choices
        where scope = 'kind' and group_type = 'all'
        order by kind
        """,
        "No variants were tried.",
    ),
    Question(
        "Whether habits foretell what customers do later",
        """
        select
            replace(habit, '_', ' ') as habit, foretold, alternative as against,
            customer_count as customers, round(100 * habit_hit_rate, 1) as "%",
            round(100 * alternative_hit_rate, 1) as "% against",
            replace(verdict, 'no difference', 'none') as verdict
        from quality.habit_quality
        order by habit, foretold, alternative
        """,
        "Nobody did anything later.",
    ),
    Question(
        "What to ask next",
        """
        select
            case
                when question_id is not null then question_id
                else 'nothing: ' || replace(blocked_rule, '_', ' ')
            end as question,
            count(*) as customers,
            count(case when is_confirmation then 1 end) as to_confirm,
            round(100 * avg(answer_probability), 0) as answer_percent,
            round(avg(expected_gain), 1) as points_of_an_answer,
            round(avg(case when question_id is not null then expected_value end), 1) as worth
        from marts.next_questions
        where rank = 1
        group by question
        order by min(question_id) is null, customers desc, question
        """,
        "No question was decided.",
    ),
    Question(
        "What is still missing of customers, by what it is worth to know",
        """
        select
            coverage_rank as place,
            question_id as question,
            declared_count + observed_count + derived_count as known,
            expired_count as expired,
            missing_count as missing,
            askable_count as may_be_asked,
            replace(commonest_rule, '_', ' ') as mostly_held_back_by,
            cast(round(outstanding_points, 0) as integer) as points
        from marts.question_coverage
        where coverage_rank <= 5
        order by coverage_rank
        """,
        "No question was decided.",
    ),
    Question(
        "Contacts an e-mail or SMS platform would receive",
        """
        select channel, count(*) as contacts, count(next_question_id) as with_a_question
        from marts.contacts
        group by channel
        order by channel
        """,
        "Nobody may be contacted.",
    ),
    Question(
        "Occasions to write, and what became of them",
        """
        select
            trigger_name_en as trigger,
            count(*) as occasions,
            sum(case when fate = 'chosen' then 1 else 0 end) as messages,
            sum(case when fate in ('no_consent', 'no_permission', 'objected') then 1 else 0 end)
                as not_agreed,
            sum(case when fate = 'capped' then 1 else 0 end) as limit_reached,
            sum(case when fate = 'lower_priority' then 1 else 0 end) as gave_way,
            sum(case when fate = 'expired' then 1 else 0 end) as expired
        from marts.trigger_decisions
        group by trigger_name_en, priority
        order by priority
        """,
        "Nothing happened that anybody would be written about.",
    ),
)
