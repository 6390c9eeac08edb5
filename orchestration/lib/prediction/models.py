"""Both models fitted to one population, and what they expect of each customer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np

from orchestration.lib.prediction.bg_nbd import BgNbd
from orchestration.lib.prediction.fitting import Floats, NotFittedError
from orchestration.lib.prediction.gamma_gamma import GammaGamma
from orchestration.lib.prediction.population import Population


@dataclass(frozen=True)
class Models:
    """The buying model, and the model of amounts of each currency that has one.

    Attributes:
        buying: The BG/NBD model, in days.
        buying_likelihood: Its log likelihood.
        buyers: How many customers it was fitted to.
        amounts: The gamma-gamma model by currency.
        amounts_likelihood: Their log likelihoods.
        amounts_buyers: How many customers they were fitted to.
    """

    buying: BgNbd
    buying_likelihood: float
    buyers: int
    amounts: Mapping[str, GammaGamma]
    amounts_likelihood: Mapping[str, float]
    amounts_buyers: Mapping[str, int]

    @classmethod
    def fit(cls, population: Population, settings: Mapping[str, float]) -> Self:
        """Fit the models to what was known of a population.

        The amounts of all order days are used, the first one's too: most buyers have no other.

        Raises:
            NotFittedError: When there are too few repeat buyers for a buying model.
        """
        repeat_buyers = int((population.histories.x > 0).sum())
        least = int(settings["least_repeat_customers"])
        if repeat_buyers < least:
            raise NotFittedError(
                f"{repeat_buyers} customers ordered more than once; a model needs {least}"
            )
        buying, likelihood = BgNbd.fit(population.histories)
        amounts, likelihoods, buyers = {}, {}, {}
        for currency in np.unique(population.currency):
            chosen = (population.currency == currency) & (population.amount_count > 0)
            if chosen.sum() < settings["least_customers_with_amounts"]:
                continue
            try:
                fitted, value = GammaGamma.fit(
                    population.amount_count[chosen], population.mean_amount[chosen]
                )
            except NotFittedError:
                continue
            # Without a finite mean over customers nothing can be expected of a new one.
            if fitted.q > 1.0:
                name = str(currency)
                amounts[name], likelihoods[name] = fitted, value
                buyers[name] = int(chosen.sum())
        return cls(buying, likelihood, len(population), amounts, likelihoods, buyers)

    def expected_amount(self, population: Population) -> Floats:
        """Return the expected amount of an order day; not a number without a model of amounts."""
        expected = np.full(len(population), np.nan)
        for currency, model in self.amounts.items():
            chosen = population.currency == currency
            expected[chosen] = model.expected_amount(
                population.amount_count[chosen], population.mean_amount[chosen]
            )
        return expected
