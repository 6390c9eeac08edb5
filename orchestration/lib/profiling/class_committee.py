"""Several latent class models as one, so that no single start's idea of people decides.

One model is too sure of itself after a few answers: within a class nothing more is to be learned,
whichever classes it happened to find. The mean of several models, each weighed by how well it
foretold what is known of a person, is again a latent class model, of all their classes (Bayesian
model averaging, Hoeting, Madigan, Raftery & Volinsky 1999, Statistical Science 14).
"""

from collections.abc import Sequence

import numpy as np

from orchestration.lib.profiling.class_fitting import fit_latent_classes
from orchestration.lib.profiling.latent_classes import Codes, LatentClasses


def fit_committee(
    codes: Codes,
    value_counts: Sequence[int],
    class_count: int,
    members: int,
    *,
    seed: int = 0,
    smoothing: float = 2.0,
) -> LatentClasses:
    """Fit some models from starts of their own, and put them together.

    Args:
        codes: As of `fit_latent_classes`.
        value_counts: As of `fit_latent_classes`.
        class_count: Classes of each member.
        members: How many models, at least 1.
        seed: Of all starts.
        smoothing: As of `fit_latent_classes`.

    Returns: One model of members x class_count classes.

    Raises: ValueError as `fit_latent_classes` does, and for a committee of nobody.
    """
    if members < 1:
        raise ValueError("A committee has at least one member.")
    seeds = np.random.default_rng(seed).integers(0, 2**31, members)
    fits = [
        fit_latent_classes(
            codes, value_counts, class_count, seed=int(one), restarts=2, smoothing=smoothing
        ).classes
        for one in seeds
    ]
    return LatentClasses(
        np.concatenate([fit.log_weights for fit in fits]) - np.log(members),
        tuple(
            np.concatenate(tables)
            for tables in zip(*(fit.log_probabilities for fit in fits), strict=True)
        ),
    )
