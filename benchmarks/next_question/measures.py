"""What a replay told, with intervals that draw the people anew."""

from dataclasses import dataclass

import numpy as np

from benchmarks.next_question.interview import ASKS, Record
from benchmarks.next_question.polls import Flags
from orchestration.lib.profiling.latent_classes import Array

_DRAWS = 2_000


@dataclass(frozen=True)
class Estimate:
    """A figure and its 95 % interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:+.3f} ({self.low:+.3f} to {self.high:+.3f})"

    @property
    def percent(self) -> str:
        """The figure as a percentage."""
        return f"{self.value:+.2%} ({self.low:+.2%} to {self.high:+.2%})"


def loss_per_target(record: Record) -> Array:
    """Give (10,) log loss in bits per answered target, after 0 to 9 asks."""
    return np.asarray(record.loss.sum(axis=0) / record.told.sum())


def share_right(record: Record) -> Array:
    """Give (10,) the share of answered targets that the likeliest value was right for."""
    return np.asarray(record.right.sum(axis=0) / record.told.sum())


def asks_to_reach(record: Record, none: Record, bits: float) -> str:
    """Say after how many asks at least so many bits per target were told."""
    told = loss_per_target(none)[0] - loss_per_target(record)
    enough = np.flatnonzero(told[1:] >= bits)
    return str(enough[0] + 1) if enough.size else f"more than {ASKS}"


def more_told(
    record: Record, asks: int, other: Record, others_asks: int, who: Flags | None = None
) -> Estimate:
    """Estimate how many bits per target more one policy told than another, paired by person.

    Args:
        record: The policy; with knowledge of the same kind, so that both begin with the same loss.
        asks: After how many asks of it.
        other: The policy beside it.
        others_asks: After how many asks of that.
        who: (N,) the people to count; by default everybody.
    """
    chosen = np.ones(len(record.told), dtype=bool) if who is None else who
    gained = (other.loss[:, others_asks] - record.loss[:, asks])[chosen]
    told = record.told[chosen]
    drawn = _draws(len(told))
    return _estimate(gained.sum() / told.sum(), (drawn @ gained) / (drawn @ told))


def relative_loss(record: Record, other: Record, asks: int, who: Flags | None = None) -> Estimate:
    """Estimate by what share the log loss is higher than another policy's after as many asks."""
    chosen = np.ones(len(record.told), dtype=bool) if who is None else who
    ours, theirs = record.loss[chosen, asks], other.loss[chosen, asks]
    drawn = _draws(len(ours))
    return _estimate(ours.sum() / theirs.sum() - 1, (drawn @ ours) / (drawn @ theirs) - 1)


def _draws(people: int) -> Array:
    """Give (draws, people) how often each person is drawn, with replacement."""
    random = np.random.default_rng(7)
    return random.multinomial(people, np.full(people, 1 / people), _DRAWS).astype(float)


def _estimate(value: float, drawn: Array) -> Estimate:
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Estimate(float(value), float(low), float(high))
