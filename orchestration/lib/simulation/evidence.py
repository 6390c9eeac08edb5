"""Which identifiers the records really tie to their owner's main key, devices left aside."""

from dataclasses import dataclass, field

import numpy as np

from orchestration.lib.simulation.arrays import Bools, Ints
from orchestration.lib.simulation.books import Book

_SPACE = np.int64(1) << np.int64(40)


@dataclass
class Evidence:
    """Pairs of identifiers that share a record; a book is known by its place in `books`."""

    books: tuple[Book, ...]
    devices: frozenset[str] = frozenset({"cookie", "mobile_id"})
    pairs: list[tuple[int, int, Ints, Ints]] = field(default_factory=list)

    def note(self, *sides: tuple[Book, Ints]) -> None:
        """Take down that the identifiers at these positions (-1 for none) share records."""
        places = [(self._place(book), positions) for book, positions in sides]
        for first, (one, left) in enumerate(places):
            for other, right in places[first + 1 :]:
                both = (left >= 0) & (right >= 0)
                if both.any():
                    self.pairs.append((one, other, left[both], right[both]))

    def _place(self, book: Book) -> int:
        return next(place for place, other in enumerate(self.books) if other is book)

    def linkable(self, main_keys: list[tuple[Book, Ints]]) -> list[Bools]:
        """Return, per book, which identifiers records tie to the main key of their owner.

        `main_keys` are tried in order: each person's main key is the first they have. Only pairs
        with the same owner count, so a component never spans two people.
        """
        owners = [
            book.column("owner") if book.size else np.zeros(0, np.int64) for book in self.books
        ]
        keys: list[tuple[Ints, Ints]] = []
        devices: list[tuple[Ints, Ints]] = []
        for one, other, left, right in self.pairs:
            same = (owners[one][left] == owners[other][right]) & (owners[one][left] >= 0)
            pair = (one * _SPACE + left[same], other * _SPACE + right[same])
            is_device = self.books[one].identifier_type in self.devices
            is_device |= self.books[other].identifier_type in self.devices
            (devices if is_device else keys).append(pair)
        main = np.full(max(len(main_keys[0][1]), 1), -1, dtype=np.int64)
        for book, positions in main_keys:
            place = self._place(book)
            own = positions >= 0
            own[own] = owners[place][positions[own]] == np.flatnonzero(own)
            main = np.where((main < 0) & own, place * _SPACE + positions, main)
        reached = _reach(main[main >= 0], keys)
        tied = _neighbours(reached, devices)
        everything = np.concatenate([reached, tied])
        result = []
        for place, book in enumerate(self.books):
            mask = np.zeros(book.size, dtype=np.bool_)
            mine = everything[everything // _SPACE == place]
            mask[mine % _SPACE] = True
            result.append(mask)
        return result


def _reach(start: Ints, pairs: list[tuple[Ints, Ints]]) -> Ints:
    """Return every node a chain of pairs reaches from the start."""
    reached = np.unique(start)
    while True:
        grown = np.union1d(reached, _neighbours(reached, pairs))
        if len(grown) == len(reached):
            return reached
        reached = grown


def _neighbours(nodes: Ints, pairs: list[tuple[Ints, Ints]]) -> Ints:
    """Return the other side of every pair that touches the nodes."""
    found = [np.zeros(0, dtype=np.int64)]
    for left, right in pairs:
        found.append(right[np.isin(left, nodes)])
        found.append(left[np.isin(right, nodes)])
    return np.unique(np.concatenate(found))
