"""What happened in a simulated year under one policy, ask by ask."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from benchmarks.next_question.year.allowed import Rules, allowed
from benchmarks.next_question.year.engine import Engine
from benchmarks.next_question.year.people import Floats, Ints
from benchmarks.next_question.year.policies import Policy, visitors
from benchmarks.next_question.year.world import Setting, World

_PER_ASK = (
    "day", "person", "question", "status", "gain", "burden", "is_allowed", "expected_answer"
)  # fmt: skip


@dataclass(frozen=True)
class Record:
    """All asks of a year, a place per ask, and what the audit saw.

    Attributes:
        people: How many people there were.
        days: How many days.
        day: When each ask was.
        person: Whom.
        question: What.
        status: 0 left open, 1 answered, 2 refused.
        gain: Points of the uses put right.
        burden: Points that asking cost.
        is_allowed: Whether the hard rules allowed it.
        expected_answer: The probability of an answer that the engine expected; NaN of others.
        breaches: What the audit found in all that was chosen, by rule.
        customer_days: How many customers the audit looked at, over all days.
    """

    people: int
    days: int
    day: Ints
    person: Ints
    question: Ints
    status: Ints
    gain: Floats
    burden: Floats
    is_allowed: npt.NDArray[np.bool_]
    expected_answer: Floats
    breaches: dict[str, int] = field(default_factory=dict)
    customer_days: int = 0

    def until(self, days: int) -> "Record":
        """The first days of it, without what the audit saw."""
        early = self.day < days
        return Record(
            self.people,
            min(days, self.days),
            *(getattr(self, name)[early] for name in _PER_ASK),
        )

    def by_person_and_day(self, values: npt.NDArray[np.generic]) -> Floats:
        """(people, days) the sum of some figure of the asks up to the end of each day."""
        sums = np.zeros((self.people, self.days))
        np.add.at(sums, (self.person, self.day), values.astype(np.float64))
        return np.cumsum(sums, axis=1)


def live(setting: Setting, policy: Policy, rules: Rules, days: int) -> tuple[Record, World]:
    """Let a policy ask for some days."""
    world = World(setting)
    expected, permitted = [], []
    for _ in range(days):
        rows, channel = visitors(world)
        question, is_confirmation = policy.choose(world, rows, channel)
        is_asked = question >= 0
        rows, channel, question = rows[is_asked], channel[is_asked], question[is_asked]
        may = allowed(world, rules, rows, channel)
        permitted.append(may[np.arange(len(rows)), question])
        if isinstance(policy, Engine) and policy.last:
            expected.append(policy.last.answer_probability[rows])
        else:
            expected.append(np.full(len(rows), np.nan))
        world.ask(rows, question, channel, is_confirmation[is_asked])
        world.end_day()
    engine = policy if isinstance(policy, Engine) else None
    return Record(
        people=setting.people.count,
        days=days,
        day=np.concatenate([np.full(len(asks.person), asks.day) for asks in world.log]),
        person=np.concatenate([asks.person for asks in world.log]),
        question=np.concatenate([asks.question for asks in world.log]),
        status=np.concatenate([asks.status for asks in world.log]),
        gain=np.concatenate([asks.gain for asks in world.log]),
        burden=np.concatenate([asks.burden for asks in world.log]),
        is_allowed=np.concatenate(permitted),
        expected_answer=np.concatenate(expected),
        breaches=engine.breaches if engine else {},
        customer_days=engine.customer_days if engine else 0,
    ), world
