-- One row per customer: the question, or none, and the reason in words.
create or replace temp table next_questions as
select
    choices.customer_id,
    chosen.question_id,
    1 as rank,
    channel_choices.channel,
    case
        when chosen.question_id is null then null
        when chosen.contexts = 'any' then 'any'
        else customers.favourite_category
    end as context,
    case when chosen.question_id is null then 0 else choices.expected_value end as expected_value,
    chosen.answer_probability,
    case
        when chosen.question_id is null and wanted.question_id is null
            then 'Nothing is asked: all that is worth asking is known.'
        when chosen.question_id is null
            then 'Nothing is asked: ' || wanted.question_id || ' would be worth most, but '
            || rule_words.words || '.'
        else
            case
                when choices.is_confirmation
                    then 'The ' || chosen.attribute_name || ' we know is older than '
                    || cast(chosen.expiry_days as varchar) || ' days, so it is confirmed.'
                else 'The ' || chosen.attribute_name || ' is not known.'
            end
            || ' Worth ' || cast(cast(chosen.base_value as decimal(9, 1)) as varchar) || ' points to '
            || replace(chosen.used_by, '|', ', ') || '; '
            || cast(cast(round(100 * chosen.answer_probability, 0) as integer) as varchar)
            || ' % answer.'
            || case
                when choices.wanted_place < choices.chosen_place
                    then ' ' || wanted.question_id || ' would be worth more, but '
                    || rule_words.words || '.'
                else ''
            end
    end as reason,
    case
        when choices.chosen_place is null then coalesce(choices.wanted_rule, 'already_known')
    end as blocked_rule,
    asking.as_of_at as computed_at
from choices
cross join asking
inner join marts.customers as customers on choices.customer_id = customers.customer_id
inner join reachable_customers on choices.customer_id = reachable_customers.customer_id
left join question_values as chosen on choices.chosen_place = chosen.place
left join question_values as wanted on choices.wanted_place = wanted.place
left join rule_words on choices.wanted_rule = rule_words.rule
left join channel_choices
    on
        reachable_customers.reach = channel_choices.reach
        and reachable_customers.preferred_channel is not distinct from channel_choices.preferred_channel
        and chosen.question_id = channel_choices.question_id;
