-- One row per customer: the best question that is allowed, and the best that would be wanted. Places are
-- unique, so there are no ties.
create or replace temp table choices as
select
    customer_id,
    min(case when rule = 'allowed' then place end) as chosen_place,
    arg_min(is_confirmation, place) filter (where rule = 'allowed') as is_confirmation,
    arg_min(expected_value, place) filter (where rule = 'allowed') as expected_value,
    min(case when rule not in ('switched_off', 'nobody_uses_it', 'special_category', 'already_known') then place end)
        as wanted_place,
    arg_min(rule, place) filter (
        where rule not in ('switched_off', 'nobody_uses_it', 'special_category', 'already_known')
    ) as wanted_rule
from verdicts
group by customer_id;

-- One row per rule that can keep a question back from one customer: what it says, in words.
create or replace temp table rule_words as
select rule, words
from (
    values
    ('objected_to_profiling', 'the customer objected to profiling'),
    ('no_consent', 'its purpose is not consented to'),
    ('wrong_stage', 'it does not belong to the present lifecycle stage'),
    ('too_personal', 'it is more personal than the customer is known so far'),
    ('out_of_context', 'the customer does not visit the pages where it makes sense'),
    ('no_channel', 'the customer cannot be reached in a channel where it may be asked'),
    ('refused_recently', 'it was refused or left unanswered too recently'),
    ('asked_just_now', 'the customer was asked something a moment ago'),
    ('asked_too_often', 'the customer was asked enough this month'),
    ('not_worth_its_burden', 'its answer is worth less than the burden of one more question')
) as rules (rule, words);
