"""Whom to ask what: the engine, and what else a company might do."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from benchmarks.next_question.year.allowed import Rules, allowed
from benchmarks.next_question.year.calendar import PAST
from benchmarks.next_question.year.knowledge import expected_gains
from benchmarks.next_question.year.people import Catalogue, Ints
from benchmarks.next_question.year.world import Bools, World

Choice = tuple[Ints, Bools]


class Policy(Protocol):
    """Chooses a question at a visit."""

    def choose(self, world: World, rows: Ints, channel: Ints, /) -> Choice:
        """Choose for those who visit.

        Args:
            world: The world on its day.
            rows: (visitors,) who visits.
            channel: (visitors,) where.

        Returns: (visitors,) the question, -1 for none, and whether it confirms what is assumed.
        """
        ...


class AskNothing:
    """Asks nobody anything."""

    def choose(self, _world: World, rows: Ints, _channel: Ints) -> Choice:
        """Choose nothing."""
        return np.full(len(rows), -1), np.zeros(len(rows), dtype=bool)


class AskAny:
    """Asks any question that the rules allow, each as likely as the other."""

    def __init__(self, rules: Rules, seed: int) -> None:
        """Draw from a seed of its own."""
        self._rules, self._random = rules, np.random.default_rng(seed)

    def choose(self, world: World, rows: Ints, channel: Ints) -> Choice:
        """Choose one at random."""
        may = allowed(world, self._rules, rows, channel)
        return _first(np.where(may, self._random.random(may.shape), -1.0))


class FillForm:
    """The classic queue of progressive profiling: at every visit the next field that is empty."""

    def choose(self, world: World, rows: Ints, _channel: Ints) -> Choice:
        """Choose the first question of the catalogue of which nothing is known."""
        empty = world.known[rows] < 0
        return _first(np.where(empty, -np.arange(empty.shape[1]) + 1e3, -1.0))


class FollowOrder:
    """Asks the first question of a fixed order that the rules allow."""

    def __init__(self, rules: Rules, order: Sequence[int], most_of_late: int = 1_000) -> None:
        """Keep the order, the first question first, and the most asks in 90 days of a person."""
        self._rules, self._most_of_late = rules, most_of_late
        self._score = np.full(len(rules.catalogue.ids), -1.0)
        for place, question in enumerate(order):
            self._score[question] = 1e3 - place

    def choose(self, world: World, rows: Ints, channel: Ints) -> Choice:
        """Choose the first that is allowed."""
        may = allowed(world, self._rules, rows, channel)
        may &= (world.asks_of_late(90)[rows] < self._most_of_late)[:, None]
        return _first(np.where(may, self._score[None, :], -1.0))


class KnowAll:
    """Knows the true probabilities and what every answer is worth to the ideal reader."""

    def __init__(self, rules: Rules) -> None:
        """Keep the rules."""
        self._rules = rules

    def choose(self, world: World, rows: Ints, channel: Ints) -> Choice:
        """Choose what is worth most, if that is more than its burden."""
        may = allowed(world, self._rules, rows, channel)
        setting, count = world.setting, may.shape[1]
        gains = expected_gains(setting.uses, world.predicted(rows), count)
        questions = np.broadcast_to(np.arange(count), may.shape)
        never = np.zeros(may.shape, dtype=bool)
        answer, refusal = world.probabilities(rows, questions, channel, never)
        burden = setting.burden + setting.recent_burden * world.asks_of_late(90)[rows]
        value = answer * gains - setting.refusal_burden * refusal - burden[:, None]
        return _first(np.where(may & (value > 0), value, -1.0))


def by_worth(catalogue: Catalogue) -> list[int]:
    """A marketer's order: the questions by what their uses are worth together, most first."""
    worth = dict.fromkeys(catalogue.ids, 0.0)
    for use in catalogue.uses:
        worth[use["question_id"]] += float(use["worth"])
    return sorted(range(len(catalogue.ids)), key=lambda place: -worth[catalogue.ids[place]])


def by_experience(world: World) -> list[int]:
    """The questions by the points that an ask of them brought in a world that has passed."""
    count = len(world.setting.catalogue.ids)
    question = np.concatenate([asks.question for asks in world.log])
    gain = np.concatenate([asks.gain for asks in world.log])
    asks = np.maximum(np.bincount(question, minlength=count), 1)
    mean = np.bincount(question, weights=gain, minlength=count) / asks
    return [int(place) for place in np.argsort(-mean)]


def visitors(world: World) -> tuple[Ints, Ints]:
    """Return who visits today, and where."""
    channel = world.setting.calendar.channel[:, PAST + world.day]
    rows = np.flatnonzero(channel >= 0)
    return rows, channel[rows].astype(np.int64)


def _first(score: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Choice:
    """The best of each row, -1 where none is above zero."""
    best = score.argmax(axis=1)
    none = score[np.arange(len(best)), best] < 0
    return np.where(none, -1, best), np.zeros(len(best), dtype=bool)
