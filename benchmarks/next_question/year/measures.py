"""What a simulated year is measured by, with intervals from resampled people."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from benchmarks.next_question.year.people import Floats
from benchmarks.next_question.year.records import Record

_REPEATS = 400
_BINS = 10


@dataclass(frozen=True)
class Interval:
    """A figure with its 95 % bootstrap interval over people (Efron 1979)."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        """Write it as the figure and its bounds."""
        return f"{self.value:.2f} ({self.low:.2f} to {self.high:.2f})"


def resampled(people: int, seed: int = 11) -> Floats:
    """(repeats + 1, people) how often each person is in each resample; the first is everybody."""
    random = np.random.default_rng(seed)
    weights = random.multinomial(people, np.full(people, 1.0 / people), size=_REPEATS)
    return np.vstack([np.ones(people), weights]).astype(np.float64)


def interval(values: Floats) -> Interval:
    """The figure of everybody, first, with the interval of the resamples behind it."""
    low, high = np.nanquantile(values[1:], [0.025, 0.975])
    return Interval(float(values[0]), float(low), float(high))


def compared(
    one: Record, other: Record, figure: Callable[[Record], Floats], weights: Floats
) -> Interval:
    """The difference of a figure per person between two policies on the same people (paired).

    Args:
        one: A policy's year.
        other: Another's.
        figure: Gives (people,) a figure of each person.
        weights: `resampled` people.
    """
    difference = figure(one) - figure(other)
    return interval(weights @ difference / weights.sum(axis=1))


def net(record: Record) -> Floats:
    """(people,) points put right, less the burden."""
    return record.by_person_and_day(record.gain - record.burden)[:, -1]


def at_equal_information(
    one: Record, other: Record, weights: Floats
) -> tuple[Interval, Interval, float]:
    """Compare the asks and the refusals of two policies at the same points put right.

    Returns: The asks of the one as a share of the other's, the refusals likewise, and the points:
        the most that both reached.
    """
    curves = [
        [
            weights @ record.by_person_and_day(values)
            for values in (record.gain, np.ones(len(record.day)), record.status == 2)
        ]
        for record in (one, other)
    ]
    reached = np.minimum(curves[0][0][:, -1], curves[1][0][:, -1])
    asks, refusals = (
        np.array(
            [
                _when(curves[0], figure, row, points) / _when(curves[1], figure, row, points)
                for row, points in enumerate(reached)
            ]
        )
        for figure in (1, 2)
    )
    return interval(asks), interval(refusals), float(reached[0])


def calibration_error(record: Record, since: int) -> tuple[float, int]:
    """The expected calibration error of the answer probabilities logged before each ask, in tenths
    of equal size (Naeini, Cooper and Hauskrecht 2015), and the asks it rests on.

    Args:
        record: The engine's year.
        since: The first day to look at.
    """
    late = record.day >= since
    expected, came = record.expected_answer[late], (record.status[late] == 1).astype(np.float64)
    order = np.argsort(expected, kind="stable")
    error = sum(
        abs(expected[part].mean() - came[part].mean()) * len(part) / max(len(order), 1)
        for part in np.array_split(order, _BINS)
        if len(part)
    )
    return float(error), len(order)


def rank_of(record: Record, question: int) -> tuple[float, float]:
    """The median place of a question among what a person was asked, and the share of people who
    were asked it at all."""
    order = np.lexsort((record.day, record.person))
    person = record.person[order]
    starts = np.r_[True, person[1:] != person[:-1]]
    first = np.maximum.accumulate(np.where(starts, np.arange(len(person)), 0))
    places = np.arange(len(person)) - first + 1
    is_it = record.question[order] == question
    asked = np.unique(person[is_it])
    median = float(np.median(places[is_it])) if is_it.any() else float("nan")
    return median, len(asked) / record.people


def _when(curve: list[Floats], figure: int, row: int, points: float) -> float:
    """What had been asked when so many points were reached for the first time; NaN for nothing."""
    reached = np.maximum.accumulate(curve[0][row])
    return float(np.interp(points, reached, curve[figure][row])) or np.nan
