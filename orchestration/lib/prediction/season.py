"""Whether a season is busier than the rest of the year, learned from the same days a year before.

The buying model knows no calendar. In a season in which people buy more, time runs faster for it:
the pace is by how much the horizon has to be stretched for the model to expect what came.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb
import numpy as np
from scipy import optimize

from orchestration.lib.prediction.fitting import NotFittedError
from orchestration.lib.prediction.models import Models
from orchestration.lib.prediction.population import read_population

_LEAST, _MOST = 0.2, 5.0
_CERTAIN = 2.0
YEAR_DAYS = 365


@dataclass(frozen=True)
class Season:
    """The pace of a season against the rest of the year.

    Attributes:
        pace: By how much time runs faster; 1 where nothing else is shown.
        deviation: How many standard errors what came a year before was off the model.
    """

    pace: float = 1.0
    deviation: float = 0.0


def read_season(
    connection: duckdb.DuckDBPyConnection,
    until: date,
    horizon_days: int,
    settings: Mapping[str, float],
) -> Season:
    """Learn the pace of the days after `until` from the same days one year before.

    The pace is 1 unless what came then differs from what was expected by more than two standard
    errors, so that chance is not taken for a season.
    """
    then = until - timedelta(days=YEAR_DAYS)
    population = read_population(connection, then, horizon_days)
    try:
        models = Models.fit(population, settings)
    except NotFittedError:
        return Season()
    histories, came = population.histories, float(population.next_orders.sum())
    expected = models.buying.expected_orders(histories, float(horizon_days))
    error = float(np.sqrt(((population.next_orders - expected) ** 2).sum()))
    deviation = (came - float(expected.sum())) / error if error else 0.0

    def excess(pace: float) -> float:
        return float(models.buying.expected_orders(histories, pace * horizon_days).sum()) - came

    if abs(deviation) <= _CERTAIN or excess(_LEAST) > 0 or excess(_MOST) < 0:
        return Season(deviation=deviation)
    return Season(float(optimize.brentq(excess, _LEAST, _MOST, rtol=1e-4)), deviation)
