"""What the parts of a block share."""

from dataclasses import dataclass

import numpy as np

from orchestration.lib.simulation.arrays import Ints
from orchestration.lib.simulation.catalogue import Catalogue
from orchestration.lib.simulation.draws import Draws
from orchestration.lib.simulation.identifiers import Identifiers
from orchestration.lib.simulation.people import People
from orchestration.lib.simulation.plan import STRATUM
from orchestration.lib.simulation.rates import Rates


@dataclass(frozen=True)
class World:
    """The people of a block, their identifiers, and how to draw more about them."""

    draws: Draws
    rates: Rates
    catalogue: Catalogue
    people: People
    keys: Identifiers

    def ids(self, rows: Ints) -> Ints:
        """Return the person numbers of rows, -1 for nobody."""
        return np.where(rows >= 0, self.people.ids[rows], -1)

    def neighbour(self, rows: Ints, purpose: str, *keys: Ints) -> Ints:
        """Return another row of each person's group, -1 where the block ends."""
        part = self.people.part[rows]
        step = 1 + self.draws.below(3, purpose, self.people.ids[rows], *keys)
        other = rows - part + (part + step) % 4
        return np.where(other < len(self.people), other, -1)


def numbered(ids: Ints, moments: Ints) -> tuple[Ints, Ints]:
    """Order records by stratum and time; return that order and each one's number in its stratum.

    Record ids built from (stratum, number) reveal nothing of the person, and do not change with
    the block size.
    """
    stratum = ids // STRATUM
    order = np.lexsort((ids, moments, stratum))
    sorted_stratum = stratum[order]
    first = np.searchsorted(sorted_stratum, sorted_stratum, side="left")
    return order, np.arange(len(ids), dtype=np.int64) - first
