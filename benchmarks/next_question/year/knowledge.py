"""What an ideal reader makes of what is known, and what the uses of the answers gain by it.

The reader knows how the world makes people and so has the exact posterior (Bayes): over kinds from
all the evidence, and over the values of each attribute. Every policy's answers are read by the same
reader, so the points compare what was asked and not how it was read.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.next_question.year.people import Catalogue, Floats, Ints, People

_TINY = 1e-12


@dataclass(frozen=True)
class Use:
    """One use of an attribute: the decision that each value leads to, and what it is worth."""

    attribute: int
    decision_of_value: Ints
    is_prediction: bool
    worth: float


def read_uses(catalogue: Catalogue) -> list[Use]:
    """Read the declared uses, by the attribute that decides in each."""
    places = {name: place for place, name in enumerate(catalogue.attributes)}
    own = dict(zip(catalogue.ids, catalogue.attributes, strict=True))
    uses = []
    for row in catalogue.uses:
        name = row["deciding_attribute"] or own[row["question_id"]]
        if name not in places or float(row["worth"]) <= 0:
            continue
        values = catalogue.values[places[name]]
        deciding = row["deciding_values"].split("|") if row["deciding_values"] else None
        decisions = [
            int(value in deciding) if deciding else place for place, value in enumerate(values)
        ]
        uses.append(
            Use(
                places[name],
                np.array(decisions),
                row["measure"] == "prediction",
                float(row["worth"]),
            )
        )
    return uses


def predictions(people: People, evidence: Sequence[Floats | None]) -> list[Floats]:
    """Return the posterior over the values of every attribute.

    Args:
        people: Whose kinds and likelihoods hold.
        evidence: For each attribute (people, values) likelihoods of what is known given each value,
            or none where nothing is known of anybody.

    Returns: For each attribute (people, values) probabilities.
    """
    given_kind = [
        None if one is None else one @ likelihood.T + _TINY
        for one, likelihood in zip(evidence, people.likelihood, strict=True)
    ]
    logs = np.log(people.kind_weights)[None, :] + sum(
        np.log(one) for one in given_kind if one is not None
    )
    posterior = np.exp(logs - logs.max(axis=1, keepdims=True))
    posterior /= posterior.sum(axis=1, keepdims=True)
    found = []
    for one, own, likelihood in zip(evidence, given_kind, people.likelihood, strict=True):
        if one is None or own is None:
            found.append(posterior @ likelihood)
            continue
        predicted = one * ((posterior / own) @ likelihood)
        found.append(predicted / (predicted.sum(axis=1, keepdims=True) + _TINY))
    return found


def points(uses: Sequence[Use], predicted: Sequence[Floats], truth: Ints) -> Floats:
    """Return (people,) the worth of the uses that are right, and of the bits of predictions."""
    rows = np.arange(len(truth))
    total = np.zeros(len(truth))
    for use in uses:
        values = predicted[use.attribute]
        true_value = truth[:, use.attribute]
        if use.is_prediction:
            total += use.worth * np.log2(values[rows, true_value] + _TINY)
            continue
        decided = _by_decision(use, values).argmax(axis=1)
        total += use.worth * (decided == use.decision_of_value[true_value])
    return total


def expected_gains(uses: Sequence[Use], predicted: Sequence[Floats], questions: int) -> Floats:
    """Return (people, questions) the expected value of the answer, in points.

    For a decision it is the chance to be wrong without the answer, times the worth; for a
    prediction the entropy in bits (Raiffa and Schlaifer 1961).
    """
    gains = np.zeros((len(predicted[0]), questions))
    for use in uses:
        values = predicted[use.attribute]
        if use.is_prediction:
            gain = -(values * np.log2(values + _TINY)).sum(axis=1)
        else:
            gain = 1.0 - _by_decision(use, values).max(axis=1)
        gains[:, use.attribute] += use.worth * gain
    return gains


def _by_decision(use: Use, values: Floats) -> Floats:
    decisions = use.decision_of_value
    shares = np.zeros((len(values), decisions.max() + 1))
    for value, decision in enumerate(decisions):
        shares[:, decision] += values[:, value]
    return shares
