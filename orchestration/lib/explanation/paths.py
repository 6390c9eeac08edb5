"""The best chain of evidence between two sets of identifiers.

Dijkstra's algorithm (1959) on the few identifiers of the clusters concerned. A chain costs first
the refusals in it, then its hops; of several chains that cost the same, the one whose hops,
followed back from the end, have the better evidence. So the chain is one and the same on every
day and machine, and so is the one the SQL macro `identity_path` finds.
"""

import heapq
from collections.abc import Collection, Iterable
from dataclasses import dataclass

Cost = tuple[int, int]


@dataclass(frozen=True, order=True)
class Tie:
    """One piece of evidence between two identifiers.

    Attributes:
        rank: Its place in the order in which evidence is taken; the least is the best. Unique.
        left: One identifier.
        right: The other.
        is_taken: Whether it was taken; False when it was refused.
    """

    rank: int
    left: int
    right: int
    is_taken: bool


@dataclass(frozen=True)
class Hop:
    """One step of a chain: from an identifier over a tie to the next."""

    start: int
    end: int
    tie: Tie


def best_chain(
    ties: Iterable[Tie], starts: Collection[int], ends: Collection[int]
) -> list[Hop] | None:
    """Return the hops of the best chain from one of the starts to one of the ends.

    Args:
        ties: All evidence that a chain may use.
        starts: Identifiers to begin at.
        ends: Identifiers to end at.

    Returns:
        The hops in order, none when a start is an end; None when no chain leads there.
    """
    neighbours: dict[int, list[tuple[int, Tie]]] = {}
    for tie in sorted(ties):
        neighbours.setdefault(tie.left, []).append((tie.right, tie))
        neighbours.setdefault(tie.right, []).append((tie.left, tie))
    costs = _costs(neighbours, starts)
    reached = [(costs[end], end) for end in ends if end in costs]
    if not reached:
        return None
    _, here = min(reached)
    hops: list[Hop] = []
    while costs[here] != (0, 0):
        before, tie = next(
            (other, tie)
            for other, tie in neighbours[here]
            if other in costs and _longer(costs[other], tie) == costs[here]
        )
        hops.append(Hop(before, here, tie))
        here = before
    return hops[::-1]


def _costs(
    neighbours: dict[int, list[tuple[int, Tie]]], starts: Collection[int]
) -> dict[int, Cost]:
    """Return the least cost of reaching each identifier: refusals, then hops."""
    costs: dict[int, Cost] = {}
    queue: list[tuple[Cost, int]] = [((0, 0), start) for start in sorted(starts)]
    heapq.heapify(queue)
    while queue:
        cost, here = heapq.heappop(queue)
        if here in costs:
            continue
        costs[here] = cost
        for other, tie in neighbours.get(here, ()):
            if other not in costs:
                heapq.heappush(queue, (_longer(cost, tie), other))
    return costs


def _longer(cost: Cost, tie: Tie) -> Cost:
    refusals, hops = cost
    return (refusals if tie.is_taken else refusals + 1, hops + 1)
