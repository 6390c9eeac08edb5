-- What holds for every customer of this run: the moment it describes, and the limits of asking.
create or replace temp table asking as
select
    cast($as_of as timestamp) as as_of_at,
    max(case when limit_name = 'min_days_between_asks' then limit_value end) as min_days_between_asks,
    max(case when limit_name = 'max_asks_per_30_days' then limit_value end) as max_asks_per_30_days,
    max(case when limit_name = 'generality_above_understanding' then limit_value end)
        as generality_above_understanding,
    max(case when limit_name = 'orders_for_sure_inference' then limit_value end)
        as orders_for_sure_inference,
    max(case when limit_name = 'prior_asks' then limit_value end) as prior_asks,
    max(case when limit_name = 'ask_burden' then limit_value end) as ask_burden,
    max(case when limit_name = 'recent_ask_burden' then limit_value end) as recent_ask_burden,
    max(case when limit_name = 'channel_memory_days' then limit_value end) as channel_memory_days
from rules.question_limits;
