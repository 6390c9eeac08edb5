"""The numbers that stand for the values of categorical attributes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Codebook:
    """Attributes and their values, both in a fixed order.

    Attributes:
        values: The values of each attribute by its name; the place of a value is its code.
    """

    values: Mapping[str, tuple[str, ...]]

    @property
    def names(self) -> tuple[str, ...]:
        """The attributes in the order of the codes' columns."""
        return tuple(self.values)

    @property
    def value_counts(self) -> tuple[int, ...]:
        """How many values each attribute has."""
        return tuple(len(values) for values in self.values.values())

    def column(self, name: str) -> int:
        """Give the column of an attribute. Raises: KeyError that names an unknown one."""
        if name not in self.values:
            raise KeyError(f"The model knows no attribute {name}.")
        return self.names.index(name)

    def encode(self, facts: Iterable[Mapping[str, str | None]]) -> npt.NDArray[np.int16]:
        """Give (people, attributes) codes of what is known of each; -1 where nothing is.

        A value that is not in the book is not known: its attribute is -1.
        """
        places = [
            (name, {value: code for code, value in enumerate(values)})
            for name, values in self.values.items()
        ]
        rows = [[place.get(one.get(name) or "", -1) for name, place in places] for one in facts]
        return np.array(rows, dtype=np.int16).reshape(len(rows), len(places))


def make_codebook(
    facts: Iterable[Mapping[str, str | None]],
    declared: Mapping[str, Sequence[str]] | None = None,
) -> Codebook:
    """List the attributes and values that occur in the facts or are declared.

    Args:
        facts: What is known of each person, by attribute; none or empty = not known.
        declared: Values that exist though nobody may have given them yet.

    Returns: Attributes and values in the order of their names, whatever the order of the facts.
    """
    found: dict[str, set[str]] = {name: set(values) for name, values in (declared or {}).items()}
    for one in facts:
        for name, value in one.items():
            if value:
                found.setdefault(name, set()).add(value)
    return Codebook(
        {name: tuple(sorted(values)) for name, values in sorted(found.items()) if values}
    )
