"""How likely each question is answered, and how likely refused, by stage, channel and customer.

Log odds = the catalogue's rate of the question + what this house's customers do differently: on the
whole, at the question, stage, channel, question and stage, question and channel, and by the
customer's own past (see `logistic` for the method). A question that was never asked keeps the
catalogue's rate, moved by as much as the catalogue is off on the whole.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy import special

from orchestration.lib.profiling.learning.design import EFFECTS, KEYS, Catalogue
from orchestration.lib.profiling.learning.logistic import Floats, Posterior, fit

DRAWS = 20


@dataclass(frozen=True)
class ResponseRates:
    """The fitted rates of one outcome."""

    catalogue: Catalogue
    posterior: Posterior

    def log_odds(self, asks: pa.Table) -> Floats:
        """Return the posterior mean of the log odds of each ask (columns as those fitted)."""
        design = self.catalogue.design(asks)
        return np.asarray(self.catalogue.offset(asks) + design @ self.posterior.mean)

    def probabilities(self, asks: pa.Table) -> Floats:
        """Return how likely the outcome of each ask is, 0 to 1."""
        return np.asarray(special.expit(self.log_odds(asks)))

    def cells(self, seed: int) -> pa.Table:
        """Return one row per question, stage, channel and draw, with the log odds.

        Draw 0 is the posterior mean; 1 to 20 are draws of the whole posterior, so that within one
        draw all questions vary as they would together. The same seed gives the same draws.
        """
        cells = self.catalogue.cells()
        design, offset = self.catalogue.design(cells), self.catalogue.offset(cells)
        drawn = self.posterior.draw(DRAWS, np.random.default_rng(seed))
        return pa.concat_tables(
            cells.select(list(KEYS))
            .append_column("draw", pa.array(np.full(cells.num_rows, draw, dtype=np.int32)))
            .append_column("log_odds", pa.array(offset + design @ coefficients))
            for draw, coefficients in enumerate([self.posterior.mean, *drawn])
        )

    def effects(self) -> dict[str, float]:
        """Return what one unit of each figure of the customer adds to the log odds."""
        return dict(zip(EFFECTS, self.posterior.mean[-len(EFFECTS) :].tolist(), strict=True))


def fit_rates(catalogue: Catalogue, counts: pa.Table, outcome: str) -> ResponseRates:
    """Fit the rates of one outcome.

    Args:
        catalogue: Questions with their expected rates, and stages.
        counts: One row per state of asks: question_id, lifecycle_stage, channel, the three
            effects, `ask_count` and `<outcome>_count`. Asks of other questions are left out; the
            order of rows does not matter. Without rows, the catalogue's rates hold.
        outcome: `answered` or `refused`.
    """
    # Floating-point sums depend on their order.
    known = counts.filter(
        pc.is_in(counts["question_id"], pa.array(catalogue.questions, pa.string()))
    ).sort_by([(name, "ascending") for name in counts.column_names])
    posterior = fit(
        catalogue.design(known),
        catalogue.offset(known),
        known["ask_count"].to_numpy().astype(np.float64),
        known[f"{outcome}_count"].to_numpy().astype(np.float64),
        catalogue.levels(),
    )
    return ResponseRates(catalogue, posterior)
