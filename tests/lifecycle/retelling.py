"""The lifecycle told plainly: what holds is counted anew at every moment at which it may change."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

LONG_AGO = datetime.fromisoformat("1900-01-01")
FREE = "awareness"
ORDERS, DAYS, OPINIONS = "order", "sign_of_life", "promoter"
PROMOTER = 9


@dataclass(frozen=True)
class Condition:
    """A row of the seed `lifecycle_conditions`."""

    stage: str
    role: str
    alternative: str
    signal: str
    comparison: str
    count: int
    window_days: int | None


@dataclass
class History:
    """What happened to one customer: orders, visits, and answers with their scores."""

    begun_at: datetime
    orders: list[datetime] = field(default_factory=list)
    visits: list[datetime] = field(default_factory=list)
    answers: list[tuple[datetime, int]] = field(default_factory=list)

    def until(self, moment: datetime) -> History:
        """What had happened by a moment."""
        return History(
            self.begun_at,
            [at for at in self.orders if at <= moment],
            [at for at in self.visits if at <= moment],
            [answer for answer in self.answers if answer[0] <= moment],
        )

    @property
    def signs(self) -> list[datetime]:
        """Everything that is a sign of life."""
        return [*self.orders, *self.visits, *(at for at, _ in self.answers)]

    @property
    def first_at(self) -> datetime:
        """From when on the customer has a stage."""
        return min([self.begun_at, *self.signs])


def count(history: History, signal: str, moment: datetime, window_days: int | None) -> int:
    """How many signals of a kind there are in the days before a moment, itself included."""
    after = LONG_AGO if window_days is None else moment - timedelta(days=window_days)
    if signal == ORDERS:
        return sum(after < at <= moment for at in history.orders)
    if signal == DAYS:
        return len({at.date() for at in history.signs if after < at <= moment})
    # Of two answers at one moment, the one that was given first in the list is the last.
    said = [(at, -place, score) for place, (at, score) in enumerate(history.answers)]
    latest = max((answer for answer in said if answer[0] <= moment), default=None)
    return int(latest is not None and latest[0] > after and latest[2] >= PROMOTER)


def holds(history: History, condition: Condition, moment: datetime) -> bool:
    """Whether a condition holds at a moment."""
    found = count(history, condition.signal, moment, condition.window_days)
    if condition.comparison == "at_least":
        return found >= condition.count
    wait = timedelta(days=condition.window_days or 0)
    return moment >= history.first_at + wait and found < condition.count


def rule_holds(
    history: History, conditions: list[Condition], stage: str, roles: tuple[str, ...], at: datetime
) -> bool:
    """Whether any alternative of a rule has all of its conditions."""
    mine = [rule for rule in conditions if rule.stage == stage and rule.role in roles]
    alternatives = {(rule.role, rule.alternative) for rule in mine}
    return any(
        all(
            holds(history, rule, at)
            for rule in mine
            if (rule.role, rule.alternative) == alternative
        )
        for alternative in alternatives
    )


def moments(history: History, conditions: list[Condition]) -> list[datetime]:
    """Every moment at which something may begin or cease to hold."""
    starts = {history.first_at, *history.signs}
    ends = {
        at + timedelta(days=rule.window_days)
        for at in starts
        for rule in conditions
        if rule.window_days is not None
    }
    return sorted(starts | ends)


def stays(
    history: History, conditions: list[Condition], stages: list[str]
) -> list[tuple[str, datetime]]:
    """The stages of a customer with the moment of entry: a walk through time that remembers, for
    each stage, whether it is on."""
    on = dict.fromkeys(stages, False)
    told: list[tuple[str, datetime]] = []
    for moment in moments(history, conditions):
        for stage in stages:
            entered = rule_holds(history, conditions, stage, ("enter",), moment)
            stayed = rule_holds(history, conditions, stage, ("enter", "stay"), moment)
            on[stage] = entered or (on[stage] and stayed)
        present = next((stage for stage in stages if on[stage]), FREE)
        if not told or told[-1][0] != present:
            told.append((present, moment))
    return told
