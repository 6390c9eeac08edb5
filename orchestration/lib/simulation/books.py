"""The identifiers of a block: who owns each, since when, and whether it was seen in any record."""

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from orchestration.lib.simulation.arrays import AnyArray, Bools, Ints
from orchestration.lib.simulation.people import FOREVER
from orchestration.lib.simulation.text import choose


@dataclass
class Book:
    """One identifier type. Positions are handed out by `add` and read back by `text`.

    `owner` and `holder` are rows of the block's people, -1 for nobody: a shared identifier has no
    owner but may have a registered holder. Asking for the text of positions marks them as seen,
    so that the truth lists what the records really hold. `refused` marks the devices that refused
    to be followed.
    """

    identifier_type: str
    value: list[pa.Array] = field(default_factory=list)
    typed: list[pa.Array] = field(default_factory=list)
    owner: list[Ints] = field(default_factory=list)
    holder: list[Ints] = field(default_factory=list)
    valid_from: list[Ints] = field(default_factory=list)
    valid_to: list[Ints] = field(default_factory=list)
    is_shared: list[Bools] = field(default_factory=list)
    mode: list[str | None] = field(default_factory=list)
    mode_of: list[Ints] = field(default_factory=list)
    size: int = 0
    seen: Bools = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))
    refused: Bools = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))

    def add(
        self,
        value: pa.Array,
        owner: Ints | int,
        *,
        holder: Ints | int | None = None,
        typed: pa.Array | None = None,
        valid_from: Ints | int = 0,
        valid_to: Ints | int = FOREVER,
        is_shared: bool = False,
        mode: str | None = None,
    ) -> Ints:
        """Add identifiers and return their positions."""
        count = len(value)

        def filled(entry: AnyArray | int | bool, kind: type) -> AnyArray:
            return np.broadcast_to(np.asarray(entry, dtype=kind), (count,))

        self.value.append(value)
        self.typed.append(value if typed is None else typed)
        self.owner.append(filled(-1 if is_shared else owner, np.int64))
        self.holder.append(filled(owner if holder is None else holder, np.int64))
        self.valid_from.append(filled(valid_from, np.int64))
        self.valid_to.append(filled(valid_to, np.int64))
        self.is_shared.append(filled(is_shared, np.bool_))
        self.mode.append(mode)
        self.mode_of.append(filled(len(self.mode) - 1, np.int64))
        positions = np.arange(self.size, self.size + count, dtype=np.int64)
        self.size += count
        self.seen = np.concatenate([self.seen, np.zeros(count, dtype=np.bool_)])
        self.refused = np.concatenate([self.refused, np.zeros(count, dtype=np.bool_)])
        return positions

    def text(self, positions: Ints, *, typed: bool = False) -> pa.DictionaryArray:
        """Return the text of positions, null for -1, and mark them as seen."""
        self.seen[positions[positions >= 0]] = True
        return choose(self.all_text(typed=typed), positions)

    def all_text(self, *, typed: bool = False) -> pa.Array:
        """Return the text of every position."""
        parts = self.typed if typed else self.value
        if len(parts) > 1:
            self.value = [pa.concat_arrays(self.value)]
            self.typed = [pa.concat_arrays(self.typed)]
            parts = self.typed if typed else self.value
        return parts[0]

    def column(self, name: str) -> AnyArray:
        """Return one of the array fields as a whole."""
        parts: list[AnyArray] = getattr(self, name)
        return np.concatenate(parts)
