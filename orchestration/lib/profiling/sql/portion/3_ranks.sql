-- One row per customer and rank: the question of a visit, and those that a form may add. Each further
-- question has to be worth what one more ask costs, and counts among the asks of the month.
create or replace temp table ranks as
select customer_number, 1 as rank, number, propensity, others[1] as runner_up
from choices
union all
select
    further.customer_number,
    further.rank,
    further.number,
    null as propensity,
    further.runner_up
from (
    select
        choices.customer_number,
        unnest(choices.others) as number,
        unnest(range(2, len(choices.others) + 2)) as rank,
        unnest(list_append(choices.others[2:], null)) as runner_up
    from choices
) as further
cross join asking
inner join candidates
    on
        further.customer_number = candidates.customer_number
        and further.number = candidates.number
where
    further.rank <= asking.asks_per_form
    and candidates.asks_of_30_days + further.rank <= asking.max_asks_per_30_days
    and candidates.expected_value > (further.rank - 1) * asking.recent_ask_burden;

-- One row per customer: what would have been worth most, had a rule not held it back.
create or replace temp table wanted as
select
    customer_number,
    arg_max(number, preference) filter (where is_wanted) as number,
    arg_max(rule, preference) filter (where is_wanted) as rule,
    max(preference) filter (where is_wanted) as preference
from (
    select
        *,
        rule not in (
            'allowed', 'switched_off', 'nobody_uses_it', 'special_category', 'already_known',
            'surely_inferred'
        ) as is_wanted
    from judged
) as with_wishes
group by customer_number;
