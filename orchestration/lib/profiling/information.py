"""What an answer is worth before it is given: the expected value of sample information.

An answer is worth what it is expected to change (Raiffa & Schlaifer 1961, Applied Statistical
Decision Theory; Howard 1966, Information Value Theory). Two measures: how much more often the best
decision would be right (`decision`, 0-1 loss), and how many bits less would be unknown
(`prediction`, log loss: the mutual information of Lindley 1956). Under latent classes an answer
tells of another attribute through the class alone, so P(answer and decision) is one product of
small tables, for all states of knowledge at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from orchestration.lib.profiling.codebook import Codebook
from orchestration.lib.profiling.latent_classes import Array, LatentClasses

Measure = Literal["decision", "prediction"]


@dataclass(frozen=True)
class Use:
    """One declared use of a question's answer.

    Attributes:
        question_id: The question.
        attribute: The attribute that its answer gives.
        measure: Whether a decision or a prediction is made of it.
        worth: Points for a decision that is surely right instead of surely wrong, or for a bit.
        deciding_attribute: What the use needs to know; empty = the question's own attribute.
        deciding_values: Only whether the deciding attribute is among them matters; empty = every
            value is a decision of its own.
    """

    question_id: str
    attribute: str
    measure: Measure
    worth: float = 1.0
    deciding_attribute: str = ""
    deciding_values: tuple[str, ...] = ()


def expected_gain(
    posteriors: Array,
    answer_log_probabilities: Array,
    decision_log_probabilities: Array | None,
    measure: Measure,
    deciding_groups: Sequence[int] | npt.NDArray[np.integer] | None = None,
) -> Array:
    """Give what one answer is expected to tell of one decision, for each state of knowledge.

    Args:
        posteriors: (S, K) P(class | state).
        answer_log_probabilities: (K, A) log P(answer | class).
        decision_log_probabilities: (K, D) log P(value of the deciding attribute | class); none =
            the answer is itself what decides, and tells it fully.
        measure: 'decision': E[max_d P(d | answer)] - max_d P(d), between 0 and 1;
            'prediction': mutual information, in bits.
        deciding_groups: For each of the D values (A, if the answer itself decides) the number, from
            0, of the decision it leads to; none = every value is a decision of its own.

    Returns: (S,) gains, never negative.

    Raises: ValueError for an unknown measure.
    """
    if measure not in ("decision", "prediction"):
        raise ValueError(f"A use is a decision or a prediction, not {measure}.")
    answers = np.exp(answer_log_probabilities)
    if decision_log_probabilities is None:
        known = posteriors @ _grouped(answers, deciding_groups)
        gains = 1 - known.max(axis=1) if measure == "decision" else _entropy(known)
        return np.maximum(gains, 0)
    decisions = _grouped(np.exp(decision_log_probabilities), deciding_groups)
    classes, answer_count = answers.shape
    pairs = (answers[:, :, None] * decisions[:, None, :]).reshape(classes, -1)
    joint = (posteriors @ pairs).reshape(len(posteriors), answer_count, decisions.shape[1])
    before = joint.sum(axis=1)
    if measure == "decision":
        gains = joint.max(axis=2).sum(axis=1) - before.max(axis=1)
    else:
        together = _entropy(joint.reshape(len(joint), -1))
        gains = _entropy(before) + _entropy(joint.sum(axis=2)) - together
    return np.maximum(gains, 0)


def expected_points(
    posteriors: Array,
    classes: LatentClasses,
    codebook: Codebook,
    question_ids: Sequence[str],
    uses: Sequence[Use],
) -> Array:
    """Give (S, Q) points that each question is worth in each state, over all its uses.

    Args:
        posteriors: (S, K) P(class | state).
        classes: The model.
        codebook: Of the model's attributes. An attribute that nobody answered yet stands in it by
            its declared values, and is then taken as even over them.
        question_ids: The Q questions, in the order of the result.
        uses: Of all questions; those of other questions are left out.

    Raises: KeyError for an attribute that the codebook does not know.
    """
    points = np.zeros((len(posteriors), len(question_ids)))
    places = {question: place for place, question in enumerate(question_ids)}
    for use in uses:
        if use.question_id not in places:
            continue
        deciding = use.deciding_attribute or use.attribute
        answer_table = classes.log_probabilities[codebook.column(use.attribute)]
        decision_table = classes.log_probabilities[codebook.column(deciding)]
        groups = None
        if use.deciding_values:
            among = set(use.deciding_values)
            groups = [int(value in among) for value in codebook.values[deciding]]
        points[:, places[use.question_id]] += use.worth * expected_gain(
            posteriors,
            answer_table,
            None if deciding == use.attribute else decision_table,
            use.measure,
            groups,
        )
    return points


def _grouped(table: Array, groups: Sequence[int] | npt.NDArray[np.integer] | None) -> Array:
    """Add up the (K, D) probabilities of the values that lead to the same decision."""
    if groups is None:
        return table
    numbers = np.asarray(groups)
    belongs = (numbers[:, None] == np.arange(numbers.max() + 1)).astype(float)
    return np.asarray(table @ belongs)


def _entropy(probabilities: Array) -> Array:
    """Give (S,) the entropy in bits of each row; nothing is added by what is impossible."""
    logs = np.log2(probabilities, out=np.zeros_like(probabilities), where=probabilities > 0)
    return np.asarray(-(probabilities * logs).sum(axis=1))
