"""Latent classes as rows of `engine.trait_classes` and `engine.trait_values`, and back."""

from collections.abc import Iterable

import numpy as np

from orchestration.lib.profiling.codebook import Codebook
from orchestration.lib.profiling.latent_classes import LatentClasses

ClassRow = tuple[int, float]
ValueRow = tuple[str, str, int, float]


def to_rows(classes: LatentClasses, codebook: Codebook) -> tuple[list[ClassRow], list[ValueRow]]:
    """Give (class number, log weight) and (attribute, value, class number, log probability).

    Classes are numbered from 1, the largest first.
    """
    weights = [
        (number, float(weight)) for number, weight in enumerate(classes.log_weights, start=1)
    ]
    values = [
        (name, value, number, float(table[number - 1, code]))
        for (name, known), table in zip(
            codebook.values.items(), classes.log_probabilities, strict=True
        )
        for code, value in enumerate(known)
        for number, _ in weights
    ]
    return weights, values


def from_rows(
    class_rows: Iterable[ClassRow], value_rows: Iterable[ValueRow]
) -> tuple[LatentClasses, Codebook]:
    """Give the model that the rows hold, in whatever order they come.

    Raises: KeyError when a value lacks the probability of a class.
    """
    weights = sorted(class_rows)
    numbers = [number for number, _ in weights]
    found: dict[str, dict[str, dict[int, float]]] = {}
    for name, value, number, log_probability in sorted(value_rows):
        found.setdefault(name, {}).setdefault(value, {})[number] = log_probability
    tables = tuple(
        np.array([[by_class[number] for by_class in values.values()] for number in numbers])
        for values in found.values()
    )
    codebook = Codebook({name: tuple(values) for name, values in found.items()})
    return LatentClasses(np.array([weight for _, weight in weights]), tables), codebook
