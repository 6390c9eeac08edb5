-- One row per rule that can keep a question back from one customer: what it says, in words.
create or replace temp table rule_words as
select rule, words
from (
    values
    ('too_many_refuse', 'too many customers refuse to answer it'),
    ('objected_to_profiling', 'the customer objected to profiling'),
    ('no_consent', 'its purpose is not consented to'),
    ('wrong_stage', 'it does not belong to the present lifecycle stage'),
    ('too_personal', 'it is more personal than the customer is known so far'),
    ('waits_for_another', 'it waits for the answer to another question'),
    ('out_of_context', 'the customer does not visit the pages where it makes sense'),
    ('no_channel', 'the customer cannot be reached in a channel where it may be asked'),
    ('refused_recently', 'it was refused or left unanswered too recently'),
    ('asked_just_now', 'the customer was asked something a moment ago'),
    ('asked_too_often', 'the customer was asked enough this month'),
    ('week_is_full', 'enough customers are asked it this week'),
    ('not_worth_its_burden', 'its answer is worth less than the burden of one more question')
) as rules (rule, words);
