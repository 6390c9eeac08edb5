-- What holds for all that is learned of answers: the moment of the run, and the limits of the seed.
create or replace temp table learning as
select
    cast($as_of as timestamp) as as_of_at,
    max(case when limit_name = 'answer_days' then limit_value end) as answer_days,
    max(case when limit_name = 'responsiveness_prior_asks' then limit_value end)
        as responsiveness_prior_asks,
    max(case when limit_name = 'guess_fair_signs' then limit_value end) as guess_fair_signs,
    max(case when limit_name = 'guess_fair_share' then limit_value end) as guess_fair_share,
    max(case when limit_name = 'guess_strong_signs' then limit_value end) as guess_strong_signs,
    max(case when limit_name = 'guess_strong_share' then limit_value end) as guess_strong_share
from rules.question_limits;
