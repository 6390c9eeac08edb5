"""People drawn from latent classes that a test knows."""

import numpy as np
import numpy.typing as npt

from orchestration.lib.profiling.latent_classes import Array, LatentClasses


def plant_classes(
    random: np.random.Generator, class_count: int, value_counts: list[int], sharpness: float = 0.3
) -> LatentClasses:
    """Draw a model; the smaller the sharpness, the further apart its classes."""
    weights = random.dirichlet(np.full(class_count, 5.0))
    tables = tuple(
        np.log(random.dirichlet(np.full(count, sharpness), class_count).clip(1e-6))
        for count in value_counts
    )
    tables = tuple(table - np.log(np.exp(table).sum(axis=1, keepdims=True)) for table in tables)
    return LatentClasses(np.log(weights), tables)


def draw_people(
    random: np.random.Generator, classes: LatentClasses, people: int, missing: float = 0.0
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Draw (people, attributes) codes, of which a share is hidden, and each person's class."""
    weights = np.exp(classes.log_weights)
    members = random.choice(len(weights), people, p=weights / weights.sum())
    columns = [_draw(random, np.exp(table)[members]) for table in classes.log_probabilities]
    codes = np.stack(columns, axis=1)
    codes[random.random(codes.shape) < missing] = -1
    return codes, members


def _draw(random: np.random.Generator, probabilities: Array) -> npt.NDArray[np.int64]:
    passed = random.random((len(probabilities), 1)) > probabilities.cumsum(axis=1)
    return np.asarray(np.minimum(passed.sum(axis=1), probabilities.shape[1] - 1), dtype=np.int64)
