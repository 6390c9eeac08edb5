-- One row per customer and rank: the question, or none, and the reason in words.
insert into next_questions by name
select
    portion.customer_id,
    coalesce(ranks.rank, 1) as rank,
    chosen.question_id,
    ranks.channel,
    case
        when chosen.question_id is null then null
        when chosen.contexts = 'any' then 'any'
        else question_contexts.context
    end as context,
    candidates.is_confirmation,
    portion_assumptions.assumed_value,
    coalesce(candidates.expected_value, 0) as expected_value,
    candidates.expected_gain,
    candidates.gain,
    candidates.answer_probability,
    ranks.propensity,
    runner_up.question_id as runner_up_id,
    best.question_id as wanted_question_id,
    case
        when best.question_id is not null then wanted.rule
        when chosen.question_id is null then 'already_known'
    end as blocked_rule,
    case
        when chosen.question_id is null and best.question_id is null
            then 'Nothing is asked: all that is worth asking is known.'
        when chosen.question_id is null
            then 'Nothing is asked: ' || best.question_id || ' would be worth most, but '
            || rule_words.words || '.'
        else
            case
                when candidates.was_known
                    then 'The ' || replace(chosen.attribute_name, '_', ' ') || ' we know is older than '
                    || chosen.expiry_days || ' days, so it is confirmed.'
                when candidates.is_confirmation
                    then 'The ' || replace(chosen.attribute_name, '_', ' ') || ' is guessed from behaviour,'
                    || ' rightly ' || cast(round(100 * portion_assumptions.confidence) as integer) || ' % of the time,'
                    || ' so it is confirmed.'
                else 'The ' || replace(chosen.attribute_name, '_', ' ') || ' is not known.'
            end
            || ' An answer is expected to change ' || cast(cast(candidates.expected_gain as decimal(9, 1)) as varchar)
            || ' of ' || cast(cast(chosen.worth as decimal(9, 1)) as varchar) || ' points in '
            || chosen.uses || '; '
            || cast(round(100 * candidates.answer_probability) as integer) || ' % answer.'
            || case
                when best.question_id is not null
                    then ' ' || best.question_id || ' would be worth more, but ' || rule_words.words || '.'
                else ''
            end
    end as reason,
    asking.as_of_at as computed_at
from wanted
cross join asking
inner join portion on wanted.customer_number = portion.customer_number
left join ranks on wanted.customer_number = ranks.customer_number
left join candidates
    on
        ranks.customer_number = candidates.customer_number
        and ranks.number = candidates.number
left join catalogue as chosen on ranks.number = chosen.number
left join catalogue as runner_up on ranks.runner_up = runner_up.number
left join catalogue as best
    on
        wanted.number = best.number
        and (candidates.preference is null or wanted.preference > candidates.preference)
left join question_contexts
    on
        ranks.customer_number = question_contexts.customer_number
        and ranks.number = question_contexts.number
left join portion_assumptions
    on
        ranks.customer_number = portion_assumptions.customer_number
        and ranks.number = portion_assumptions.number
left join rule_words on wanted.rule = rule_words.rule;
