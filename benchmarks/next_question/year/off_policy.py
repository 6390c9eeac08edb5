"""How well the logged odds tell what another policy would have brought, held to the truth."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.next_question.year.variants import Watched
from orchestration.lib.profiling.off_policy import ESTIMATORS, Estimate, Logged


@dataclass(frozen=True)
class Judged:
    """An estimate of another policy, and what that policy would truly have brought.

    Attributes:
        other: The other policy.
        estimator: How it was estimated.
        estimate: Points per visit.
        truth: The truth at the same visits.
        visits: How many.
        logged: What the engine itself brought there.
    """

    other: str
    estimator: str
    estimate: Estimate
    truth: float
    visits: int
    logged: float


def judge(watched: Watched) -> Iterator[Judged]:
    """Yield the estimates of the other policies that an engine was watched for."""
    for other, moments in watched.moments.items():
        logged = Logged(
            *(
                np.concatenate([getattr(moment, name) for moment in moments])
                for name in Logged.__dataclass_fields__
            )
        )
        truth = np.concatenate(watched.truth[other])
        brought = float(logged.reward.mean())
        for name, estimator in ESTIMATORS.items():
            estimate = estimator(logged)
            yield Judged(other, name, estimate, float(truth.mean()), len(truth), brought)
