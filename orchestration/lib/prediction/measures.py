"""How far predictions are from what happened."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy import stats
from sklearn import metrics

from orchestration.lib.prediction.fitting import Floats

BUCKETS = 10


@dataclass(frozen=True)
class Bucket:
    """Customers of like predictions: what was predicted for them and what came, on average."""

    number: int
    customers: int
    predicted: float
    actual: float


def of_amounts(predicted: Floats, actual: Floats) -> Mapping[str, float]:
    """Judge predicted numbers or amounts.

    Returns: mean absolute and root mean square error in the unit of the values; rank correlation
        (Spearman); the slope of actual on predicted by least squares (1 is calibrated; below 1 the
        high are too high); what came as a share of what was predicted in all.
    """
    varied = np.ptp(predicted) > 0 and np.ptp(actual) > 0
    return {
        "mean_absolute_error": float(np.abs(predicted - actual).mean()),
        "root_mean_square_error": float(np.sqrt(((predicted - actual) ** 2).mean())),
        "rank_correlation": float(stats.spearmanr(predicted, actual).statistic) if varied else 0.0,
        "slope": float(np.polyfit(predicted, actual, 1)[0]) if varied else 0.0,
        "actual_to_predicted": float(actual.sum() / max(predicted.sum(), 1e-9)),
    }


def of_probabilities(predicted: Floats, happened: Floats) -> Mapping[str, float]:
    """Judge predicted probabilities.

    Returns: log loss in nats; Brier score; area under the ROC curve; the mean distance between
        predicted and actual share over ten buckets of equal size (expected calibration error).
    """
    both = 0 < happened.sum() < len(happened)
    bounded = np.clip(predicted, 1e-6, 1 - 1e-6)
    table = buckets(predicted, happened)
    distance = sum(abs(row.predicted - row.actual) * row.customers for row in table)
    return {
        "log_loss": float(metrics.log_loss(happened, bounded, labels=[0.0, 1.0])),
        "brier_score": float(metrics.brier_score_loss(happened, bounded, labels=[0.0, 1.0])),
        "roc_area": float(metrics.roc_auc_score(happened, predicted)) if both else 0.5,
        "calibration_error": distance / max(len(happened), 1),
    }


def buckets(predicted: Floats, actual: Floats) -> list[Bucket]:
    """Sort customers by prediction into ten buckets of equal size; the calibration table.

    Equal predictions stay together, so that the order of customers does not matter.
    """
    if len(predicted) == 0:
        return []
    less = np.searchsorted(np.sort(predicted), predicted, side="left")
    number = less * BUCKETS // len(predicted)
    customers = np.bincount(number, minlength=BUCKETS)
    expected = np.bincount(number, weights=predicted, minlength=BUCKETS)
    came = np.bincount(number, weights=actual, minlength=BUCKETS)
    return [
        Bucket(
            index + 1,
            int(customers[index]),
            float(expected[index] / customers[index]),
            float(came[index] / customers[index]),
        )
        for index in range(BUCKETS)
        if customers[index] > 0
    ]
