-- One row per planted failure mode with its score, 0 to 1, and what that is a share of. A mode that
-- planted keys of its own is scored by their ties, one of values owned in turn by what was put down to
-- the owner of the moment, and any other by its cases in which the right thing was done.
create or replace temp table mode_scores as
with cases as (
    select
        failure_mode,
        count(*) as case_count,
        sum(case when is_right then 1 else 0 end) as right_count
    from cases_judged
    group by failure_mode
)

select
    failure_modes.failure_mode,
    failure_modes.planted,
    failure_modes.fused,
    case
        when owners_in_turn.failure_mode is not null then owners_in_turn.right_witnesses
        when failure_modes.ties_to_be_found > 0 then failure_modes.ties_found
        else cases.right_count
    end as right_count,
    case
        when owners_in_turn.failure_mode is not null then owners_in_turn.witnesses
        when failure_modes.ties_to_be_found > 0 then failure_modes.ties_to_be_found
        else cases.case_count
    end as judged_count,
    case
        when owners_in_turn.failure_mode is not null then owners_in_turn.judged_by
        when failure_modes.ties_to_be_found > 0 then 'ties'
        else 'cases'
    end as judged_by
from failure_modes
inner join cases on failure_modes.failure_mode = cases.failure_mode
left join owners_in_turn on failure_modes.failure_mode = owners_in_turn.failure_mode;
