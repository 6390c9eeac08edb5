"""Questions behind others: the chance that a door opens, and what is worth opening it."""

import numpy as np

from benchmarks.next_question.interview import Interview
from orchestration.lib.profiling.latent_classes import Array


def chance_of_being_open(interview: Interview, question: int) -> Array:
    """Give (N,) P(the question is one for this person), from what is known of them."""
    gate = interview.poll.gates.get(question)
    if gate is None:
        return np.ones(len(interview.people))
    chance = _chance_of_opening(interview, gate.question, gate.opening)
    chance *= chance_of_being_open(interview, gate.question)
    responded = interview.responses[:, gate.question] >= 0
    return np.where(responded, interview.is_open(question), chance)


def with_doors(interview: Interview, worth: Array, *, seen: bool = False) -> Array:
    """Add to each question that opens others what the best of these is worth beyond the rest.

    One step of looking ahead: the best question behind the door, against the best one that may be
    asked anyway, by the chance that the door opens.

    Args:
        interview: The people.
        worth: (N, J) bits of each question by itself.
        seen: Whether it is known who will open the door, as with hindsight.

    Returns: (N, J) bits.
    """
    beyond = np.where(interview.allowed(), worth, 0).max(axis=1)
    result = worth.copy()
    for opener in sorted(interview.poll.openers):
        behind = {
            question: gate.opening
            for question, gate in interview.poll.gates.items()
            if gate.question == opener and question not in interview.targets
        }
        if not behind:
            continue
        opening = next(iter(behind.values()))
        if seen:
            chance = np.isin(interview.truth[:, opener], opening).astype(float)
        else:
            chance = _chance_of_opening(interview, opener, opening)
        best = worth[:, list(behind)].max(axis=1)
        result[:, opener] += chance * np.maximum(best - beyond, 0)
    return result


def _chance_of_opening(interview: Interview, opener: int, opening: tuple[int, ...]) -> Array:
    foreseen = interview.knowledge.people.predict(interview.posterior(), opener)
    return np.asarray(foreseen[:, list(opening)].sum(axis=1))
