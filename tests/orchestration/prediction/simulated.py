"""Buyers of the simulator, whose hidden parameters are known, without a landing folder."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from orchestration.lib.prediction.bg_nbd import Histories
from orchestration.lib.prediction.fitting import Floats
from orchestration.lib.simulation.buying import draw_purchases
from orchestration.lib.simulation.clock import DAY, END
from orchestration.lib.simulation.simulate import Run, build_world


@dataclass(frozen=True)
class Buyers:
    """What was known at a moment of everybody who had bought, and what came after it."""

    histories: Histories
    amount_count: Floats
    mean_amount: Floats
    next_orders: Floats
    next_amount: Floats


def simulate_buyers(customers: int, held_out_days: int) -> Buyers:
    """Run the simulator's buying process alone, and cut it so many days before its end.

    Purchases of one day are one, as the warehouse counts them.
    """
    run = Run(customers=customers, folder=Path())
    until = END - held_out_days * DAY
    parts = []
    for first, last in run.blocks():
        world = build_world(run, first, last)
        _, purchases = draw_purchases(world)
        people = len(world.people)
        days = purchases.moment // DAY * DAY
        key = purchases.row * (END // DAY + 2) + days // DAY
        unique, place = np.unique(key, return_inverse=True)
        row = unique // (END // DAY + 2)
        day = unique % (END // DAY + 2) * DAY
        euros = np.bincount(place, weights=purchases.cents / 100.0)
        before = day < until
        count = np.bincount(row[before], minlength=people)
        begin = np.full(people, END)
        np.minimum.at(begin, row[before], day[before])
        end = np.zeros(people, dtype=np.int64)
        np.maximum.at(end, row[before], day[before])
        known = np.bincount(row[before], weights=euros[before], minlength=people)
        bought = count > 0
        parts.append(
            (
                count[bought],
                (end - begin)[bought] / DAY,
                (until - begin)[bought] / DAY,
                known[bought] / count[bought],
                np.bincount(row[~before], minlength=people)[bought],
                np.bincount(row[~before], weights=euros[~before], minlength=people)[bought],
            )
        )
    joined = [np.concatenate(part).astype(np.float64) for part in zip(*parts, strict=True)]
    return Buyers(Histories.of(joined[0] - 1.0, joined[1], joined[2]), joined[0], *joined[3:])
