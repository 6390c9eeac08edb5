-- One row per customer and rank: the question of a visit, and those that a form in the same place may add,
-- as far as they may be asked there. Each further question has to be worth what one more ask costs, and
-- counts among the asks of the month.
create or replace temp table ranks as
with further as (
    select
        choices.customer_number,
        candidates.number,
        first_ones.channel,
        candidates.asks_of_30_days,
        candidates.expected_value,
        1 + row_number() over by_worth as rank,
        lead(candidates.number) over by_worth as runner_up
    from choices
    inner join candidates as first_ones
        on
            choices.customer_number = first_ones.customer_number
            and choices.number = first_ones.number
    inner join candidates
        on
            choices.customer_number = candidates.customer_number
            and choices.number <> candidates.number
    inner join catalogue
        on
            candidates.number = catalogue.number
            and position('|' || first_ones.channel || '|' in '|' || catalogue.channels || '|') > 0
    window by_worth as (
        partition by choices.customer_number order by candidates.preference desc nulls last
    )
)

select
    choices.customer_number,
    1 as rank,
    choices.number,
    candidates.channel,
    choices.propensity,
    choices.others[1] as runner_up
from choices
inner join candidates
    on
        choices.customer_number = candidates.customer_number
        and choices.number = candidates.number
union all
select
    further.customer_number,
    further.rank,
    further.number,
    further.channel,
    null as propensity,
    further.runner_up
from further
cross join asking
where
    further.rank <= asking.asks_per_form
    and further.asks_of_30_days + further.rank <= asking.max_asks_per_30_days
    and further.expected_value > (further.rank - 1) * asking.recent_ask_burden;

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
