"""The engine taught nonsense, and the engine whose choices another policy is judged by."""

from dataclasses import dataclass, field

import duckdb
import numpy as np

from benchmarks.next_question.year.calendar import PAST
from benchmarks.next_question.year.engine import Engine, Morning, read_morning
from benchmarks.next_question.year.people import Floats
from benchmarks.next_question.year.policies import visitors
from benchmarks.next_question.year.tables import morning
from benchmarks.next_question.year.world import World
from orchestration.lib.profiling.next_questions import compute_next_questions
from orchestration.lib.profiling.off_policy import Logged

# What became of an ask is dealt out again among all asks, and what people said among people.
_SHUFFLE = """
create or replace temp table told_answers as from input.input__answers;
create or replace temp table told_values as from profile.int_profile__attributes_survived;
create or replace table input.input__answers as
with taken as (
    select
        source_record_id, question_id, channel, asked_at,
        row_number() over (order by source_record_id) as place
    from told_answers
),

given as (
    select
        status, answer_value, answered_at - asked_at as delay,
        row_number() over (order by hash(source_record_id || $salt), source_record_id) as place
    from told_answers
)

select
    taken.source_record_id, taken.question_id, given.status, given.answer_value,
    taken.channel, taken.asked_at, taken.asked_at + given.delay as answered_at
from taken
inner join given on taken.place = given.place;
create or replace table profile.int_profile__attributes_survived as
with taken as (
    select
        *,
        row_number() over (partition by attribute_name order by customer_id) as place
    from told_values
),

given as (
    select
        attribute_name, attribute_value,
        row_number() over (
            partition by attribute_name order by hash(customer_id || $salt), customer_id
        ) as place
    from told_values
)

select
    taken.customer_id, taken.attribute_name, given.attribute_value, taken.value_kind,
    taken.occurred_at
from taken
inner join given
    on taken.attribute_name = given.attribute_name and taken.place = given.place
"""
_RESTORE = """
create or replace table input.input__answers as from told_answers;
create or replace table profile.int_profile__attributes_survived as from told_values
"""
# Only the posterior mean decides, and nothing is tried for its own sake.
_EXPLOIT = """
update rules.question_limits set limit_value = 0 where limit_name = 'exploration_share';
create or replace temp table kept_cells as from engine.response_cells;
update engine.response_cells as cells set log_odds = means.log_odds
from kept_cells as means
where
    means.draw = 0
    and cells.outcome = means.outcome and cells.question_id = means.question_id
    and cells.lifecycle_stage = means.lifecycle_stage and cells.channel = means.channel;
create or replace temp table kept_factors as from engine.gain_factors;
update engine.gain_factors as factors set factor = means.factor
from kept_factors as means
where means.draw = 0 and factors.question_id = means.question_id
"""
_EXPLORE = """
update rules.question_limits set limit_value = {share} where limit_name = 'exploration_share';
create or replace table engine.response_cells as from kept_cells;
create or replace table engine.gain_factors as from kept_factors
"""


class Mistaught(Engine):
    """Learns from answers that were dealt out at random: it must not do better for it."""

    def learn(self, world: World) -> None:
        """Learn nonsense, and put the truth back."""
        for statement in _SHUFFLE.split(";\n"):
            salt = {"salt": str(world.day)} if "$salt" in statement else None
            self.connection.execute(statement, salt)
        super().learn(world)
        self.connection.execute(_RESTORE)


@dataclass(frozen=True)
class Other:
    """Another policy: the engine that never explores, with changes to the rules.

    Attributes:
        name: What it is called.
        changes: The changes, as SQL.
        undo: SQL that takes them back.
    """

    name: str
    changes: str = "select 1"
    undo: str = "select 1"


@dataclass
class Watched(Engine):
    """Also asks, every week, what other policies would have chosen on the same mornings.

    Attributes:
        others: The other policies.
        first_day: The first day that counts.
        moments: By policy, what was logged at the visits of those days.
        truth: By policy, what it would have brought at each.
    """

    others: tuple[Other, ...] = ()
    first_day: int = 30
    moments: dict[str, list[Logged]] = field(default_factory=dict)
    truth: dict[str, list[Floats]] = field(default_factory=dict)
    _choices: dict[str, Morning] = field(default_factory=dict)

    def before_choosing(self, world: World) -> None:
        """Let the other policies choose, and forget that they did."""
        self._choices = {}
        if world.day >= self.first_day and world.day % 7 == 3:
            self._choices = {other.name: self._choice(world, other) for other in self.others}

    def after_choosing(self, world: World, chosen: Morning) -> None:
        """Note what was chosen, what it brought, and what the others would have brought."""
        rows, channel = visitors(world)
        is_choice = (chosen.question[rows] >= 0) & (chosen.propensity[rows] > 0)
        rows, channel = rows[is_choice], channel[is_choice]
        for name, other in self._choices.items():
            self.moments.setdefault(name, []).append(
                Logged(
                    self._rewards(world, rows, channel, chosen, is_expected=False),
                    chosen.propensity[rows],
                    chosen.question[rows] == other.question[rows],
                    _model(chosen, rows, channel),
                    _model(other, rows, channel),
                )
            )
            truth = self._rewards(world, rows, channel, other, is_expected=True)
            self.truth.setdefault(name, []).append(truth)

    def _choice(self, world: World, other: Other) -> Morning:
        moment = morning(world.day)
        share = _limit(self.connection, "exploration_share")
        for statements in (_EXPLOIT, other.changes):
            self.connection.execute(statements)
        compute_next_questions(self.connection, moment)
        chosen = read_morning(self.connection, world)
        for statements in (_EXPLORE.format(share=share), other.undo):
            self.connection.execute(statements)
        self.connection.execute("delete from engine.question_choices where as_of_at = $1", [moment])
        return chosen

    def _rewards(
        self,
        world: World,
        rows: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
        channel: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
        chosen: Morning,
        *,
        is_expected: bool,
    ) -> Floats:
        """The points that a choice brings at a visit: as luck had it, or on average over luck."""
        reward = np.zeros(len(rows))
        is_put = (chosen.question[rows] >= 0) & (chosen.channel[rows] == channel)
        who, what = rows[is_put], chosen.question[rows[is_put]]
        if len(who):
            odds, _ = world.probabilities(who, what, channel[is_put], chosen.is_confirmation[who])
            luck = world.setting.calendar.response[who, PAST + world.day]
            share = odds if is_expected else (luck < odds).astype(np.float64)
            reward[is_put] = share * world.gains(who, what, is_kept=False)
        return reward


def _model(
    chosen: Morning,
    rows: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
    channel: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
) -> Floats:
    """The points that the engine itself expects of a choice at a visit."""
    is_put = (chosen.question[rows] >= 0) & (chosen.channel[rows] == channel)
    return np.where(is_put, chosen.answer_probability[rows] * chosen.expected_gain[rows], 0.0)


def _limit(connection: duckdb.DuckDBPyConnection, name: str) -> float:
    [(value,)] = connection.execute(
        "select limit_value from rules.question_limits where limit_name = $1", [name]
    ).fetchall()
    return float(value)
