"""The engine as a policy: it runs on a warehouse in memory every morning, as in production."""

from dataclasses import dataclass, field

import duckdb
import numpy as np

from benchmarks.next_question.warehouse import empty_warehouse
from benchmarks.next_question.year.people import Ints
from benchmarks.next_question.year.policies import Choice
from benchmarks.next_question.year.responses import CHANNELS
from benchmarks.next_question.year.tables import morning, person_ids, write_day
from benchmarks.next_question.year.world import World
from orchestration.lib.profiling.audit import count_by_rule, violations
from orchestration.lib.profiling.learning.lessons import learn
from orchestration.lib.profiling.next_questions import compute_next_questions, prepare
from orchestration.lib.profiling.traits import learn_traits

_DECISIONS = """
    select
        cast(substr(customer_id, 2) as bigint) as person, question_id, channel, is_confirmation,
        coalesce(answer_probability, 0) as answer_probability,
        coalesce(propensity, 0) as propensity, coalesce(expected_gain, 0) as expected_gain
    from engine.next_questions
    where rank = 1 and question_id is not null
"""


@dataclass(frozen=True)
class Morning:
    """What the engine chose for everybody on one morning, a place per person.

    Attributes:
        question: The question; -1 for none.
        channel: Where it is to be asked; -1 for none.
        is_confirmation: Whether it confirms what is assumed.
        answer_probability: The probability of an answer that the engine expects.
        propensity: The probability with which the question was chosen.
        expected_gain: What an answer would be worth, points.
    """

    question: Ints
    channel: Ints
    is_confirmation: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
    answer_probability: np.ndarray[tuple[int, ...], np.dtype[np.float64]]
    propensity: np.ndarray[tuple[int, ...], np.dtype[np.float64]]
    expected_gain: np.ndarray[tuple[int, ...], np.dtype[np.float64]]


@dataclass
class Engine:
    """Runs the engine every morning and lets it learn now and then.

    Attributes:
        learns_every: Days between two lessons; 0 = it never learns.
        is_audited: Whether the audit looks at every morning.
        last: What it chose this morning.
        breaches: What the audit found over all days, by rule.
        customer_days: How many customers the audit has looked at, over all days.
    """

    learns_every: int = 14
    is_audited: bool = True
    connection: duckdb.DuckDBPyConnection = field(default_factory=empty_warehouse)
    last: Morning | None = None
    breaches: dict[str, int] = field(default_factory=dict)
    customer_days: int = 0

    def choose(self, world: World, rows: Ints, channel: Ints) -> Choice:
        """Choose for everybody in the morning, and ask those who come where it is to be asked."""
        write_day(self.connection, world, person_ids(world.setting.people.count))
        if self.learns_every and world.day and world.day % self.learns_every == 0:
            self.learn(world)
        self.before_choosing(world)
        compute_next_questions(self.connection, morning(world.day))
        chosen = read_morning(self.connection, world)
        if self.is_audited:
            self._audit(world)
        self.last = chosen
        self.after_choosing(world, chosen)
        question = np.where(chosen.channel[rows] == channel, chosen.question[rows], -1)
        return question, chosen.is_confirmation[rows]

    def learn(self, world: World) -> None:
        """Learn from all answers so far."""
        prepare(self.connection, morning(world.day))
        learn_traits(self.connection)
        learn(self.connection, morning(world.day))

    def before_choosing(self, world: World) -> None:
        """Something to do each morning before the engine chooses; nothing here."""

    def after_choosing(self, world: World, chosen: Morning) -> None:
        """Something to do each morning after the engine chose; nothing here."""

    def _audit(self, world: World) -> None:
        found = violations(self.connection, morning(world.day))
        self.customer_days += world.setting.people.count
        for rule, count in count_by_rule(found).items():
            self.breaches[rule] = self.breaches.get(rule, 0) + count


def read_morning(connection: duckdb.DuckDBPyConnection, world: World) -> Morning:
    """Read what the engine chose, a place per person."""
    ids = {question: place for place, question in enumerate(world.setting.catalogue.ids)}
    chosen = connection.sql(_DECISIONS).to_arrow_table()
    person = chosen["person"].to_numpy()
    count = world.setting.people.count

    def spread(values: np.ndarray, default: float) -> np.ndarray:
        column = np.full(count, default, dtype=values.dtype)
        column[person] = values
        return column

    question = [ids[name] for name in chosen["question_id"].to_pylist()]
    channel = [CHANNELS.index(name) for name in chosen["channel"].to_pylist()]
    return Morning(
        spread(np.array(question, dtype=np.int64), -1),
        spread(np.array(channel, dtype=np.int64), -1),
        spread(np.array(chosen["is_confirmation"].to_pylist(), dtype=bool), False),
        spread(chosen["answer_probability"].to_numpy(), 0.0),
        spread(chosen["propensity"].to_numpy(), 0.0),
        spread(chosen["expected_gain"].to_numpy(), 0.0),
    )
