"""What anybody could predict without a model: the last period again, or the mean of one's cell."""

import numpy as np
import numpy.typing as npt

from orchestration.lib.prediction.fitting import Floats
from orchestration.lib.prediction.population import Population

FIFTHS = 5


def last_period(now: Population) -> Floats:
    """Predict for the coming period the order days of the last one."""
    return now.recent_orders


def rfm_cell_mean(before: Population, now: Population) -> Floats:
    """Predict the mean of what followed for those who were in the same RFM cell one period ago.

    Cells are fifths of recency, frequency and amount, made anew at both moments; a cell in which
    nobody was takes the mean of all.

    Args:
        before: The population one horizon before, with what followed.
        now: The population to predict for.
    """
    cells_before, cells_now = _cells(before), _cells(now)
    count = FIFTHS**3
    people = np.bincount(cells_before, minlength=count)
    orders = np.bincount(cells_before, weights=before.next_orders, minlength=count)
    overall = float(before.next_orders.mean()) if len(before) else 0.0
    means = np.where(people > 0, orders / np.maximum(people, 1), overall)
    predicted: Floats = means[cells_now]
    return predicted


def _cells(population: Population) -> npt.NDArray[np.int64]:
    histories = population.histories
    recency = _fifths(histories.t_x - histories.age)
    frequency = _fifths(histories.x)
    cells: npt.NDArray[np.int64] = (recency * FIFTHS + frequency) * FIFTHS
    return cells + _fifths(population.amount)


def _fifths(values: Floats) -> npt.NDArray[np.int64]:
    """Return the fifth of each value, 0 to 4: by how many are strictly less."""
    if len(values) == 0:
        return np.zeros(0, dtype=np.int64)
    less = np.searchsorted(np.sort(values), values, side="left")
    fifths: npt.NDArray[np.int64] = less.astype(np.int64) * FIFTHS // len(values)
    return fifths
