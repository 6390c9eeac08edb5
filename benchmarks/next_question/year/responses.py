"""How likely simulated people answer or refuse, which no policy but the oracle knows.

A refusal comes first, p_r = sigmoid(r); who does not refuse answers with sigmoid(a), and else
leaves the question open. Both depend on the question, the stage, the channel and the person, and
every ask of the last 90 days makes an answer less likely and a refusal more. The catalogue's rates
are only roughly right, so there is something to learn.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.next_question.year.people import Catalogue, Floats, Ints

STAGES = ("awareness", "interest", "active_buyer", "loyal", "advocate", "defector", "inactive")
CHANNELS = ("web", "app", "store", "email", "call")
_STAGE_ANSWER = np.array([-0.4, -0.2, 0.0, 0.3, 0.5, -0.5, -0.6])
_CHANNEL_ANSWER = np.array([0.0, 0.2, 0.3, -0.5, 0.2])
_WILLING_ANSWER, _WILLING_REFUSAL = 0.8, -0.5
_TIRED_ANSWER, _TIRED_REFUSAL = -0.20, 0.18
_REFUSED_BEFORE = 0.8
_CONFIRMED = 0.3


@dataclass(frozen=True)
class Willingness:
    """The odds that hold for everybody: (questions, stages, channels) log odds of each outcome."""

    answer: Floats
    refusal: Floats

    def probabilities(
        self,
        question: Ints,
        *,
        stage: Ints,
        channel: Ints,
        willingness: Floats,
        recent_asks: Ints,
        refusals_before: Ints,
        is_confirmation: npt.NDArray[np.bool_],
    ) -> tuple[Floats, Floats]:
        """Return the probabilities of an answer and of a refusal, of the shape of `question`."""
        answer = (
            self.answer[question, stage, channel]
            + _WILLING_ANSWER * willingness
            + _TIRED_ANSWER * recent_asks
            + _CONFIRMED * is_confirmation
        )
        refusal = (
            self.refusal[question, stage, channel]
            + _WILLING_REFUSAL * willingness
            + _TIRED_REFUSAL * recent_asks
            + _REFUSED_BEFORE * refusals_before
        )
        refused = _sigmoid(refusal)
        return (1.0 - refused) * _sigmoid(answer), refused


def draw_willingness(catalogue: Catalogue, world: int) -> Willingness:
    """Draw the world's odds around the rates that the catalogue expects."""
    random = np.random.default_rng([world, 1])
    answered = np.array([float(row["base_answer_rate"]) for row in catalogue.questions])
    refused = np.array([float(row["base_refusal_rate"]) for row in catalogue.questions])
    shape = (len(answered), len(STAGES), len(CHANNELS))

    def spread(own: float, crossed: float) -> Floats:
        return (
            random.normal(0.0, own, (shape[0], 1, 1))
            + random.normal(0.0, crossed, (shape[0], shape[1], 1))
            + random.normal(0.0, crossed, (shape[0], 1, shape[2]))
        )

    answer = _logit(answered)[:, None, None] + 0.4 + spread(0.5, 0.25)
    answer += _STAGE_ANSWER[None, :, None] + _CHANNEL_ANSWER[None, None, :]
    refusal = _logit(refused)[:, None, None] + spread(0.2, 0.15)
    # Nothing is refused like the income, whatever the draws were.
    income = catalogue.ids.index("q_household_income")
    refusal[income] = np.maximum(refusal[income], refusal.max(axis=0)) + 0.4
    return Willingness(answer, refusal)


def _logit(share: Floats) -> Floats:
    return np.log(share / (1.0 - share))


def _sigmoid(odds: Floats) -> Floats:
    share: Floats = 1.0 / (1.0 + np.exp(-odds))
    return share
