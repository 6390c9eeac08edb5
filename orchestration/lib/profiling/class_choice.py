"""How many latent classes: as many as help to tell what the model has not seen."""

from collections.abc import Sequence

import numpy as np

from orchestration.lib.profiling.class_fitting import fit_latent_classes
from orchestration.lib.profiling.latent_classes import Codes

_CHOICE_ROWS = 3_000


def choose_class_count(
    codes: Codes,
    value_counts: Sequence[int],
    candidates: Sequence[int] = (1, 2, 3, 4, 6, 8),
    *,
    seed: int = 0,
    folds: int = 3,
    smoothing: float = 2.0,
) -> tuple[int, dict[int, float]]:
    """Choose the number of classes that tells most of people the model has not seen.

    Args:
        codes: As of `fit_latent_classes`; of more than 3,000 people so many are drawn.
        value_counts: As of `fit_latent_classes`.
        candidates: The numbers to try, in growing order; the first that tells less than the one
            before it ends the search.
        seed: Of the folds and the starts.
        folds: Parts of which each is held out once.
        smoothing: As of `fit_latent_classes`.

    Returns: The number with the highest held-out log likelihood (the smaller one of equals), and
        the mean held-out log likelihood per person, in nats, of each number tried.
    """
    random = np.random.default_rng(seed)
    people = codes[np.lexsort(codes.T[::-1])]
    people = people[random.permutation(len(people))[:_CHOICE_ROWS]]
    fold = np.arange(len(people)) % folds
    scores: dict[int, float] = {}
    for count in candidates:
        told = 0.0
        for number in range(folds):
            trained = people[fold != number]
            fit = fit_latent_classes(
                trained, value_counts, count,
                seed=seed, restarts=3, smoothing=smoothing, iterations=60,
            )  # fmt: skip
            told += float(fit.classes.log_likelihood(people[fold == number]).sum())
        scores[count] = told / max(len(people), 1)
        if len(scores) > 1 and scores[count] < list(scores.values())[-2]:
            break
    return max(scores, key=lambda count: (round(scores[count], 6), -count)), scores
