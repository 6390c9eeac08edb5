"""Who is asked what next: the engine's rule, and the plain ways of asking beside it."""

from collections.abc import Sequence

import numpy as np

from benchmarks.next_question.doors import chance_of_being_open, with_doors
from benchmarks.next_question.interview import Interview, Policy
from benchmarks.next_question.polls import Flags, Numbers
from orchestration.lib.profiling.information import expected_gain
from orchestration.lib.profiling.latent_classes import Array


def ask_nothing(interview: Interview) -> Numbers:
    """Ask nobody anything."""
    return np.full(len(interview.people), -1)


def ask_at_random(seed: int) -> Policy:
    """Ask any question that may be asked."""
    random = np.random.default_rng(seed)

    def policy(interview: Interview) -> Numbers:
        allowed = interview.allowed()
        return best_of(random.random(allowed.shape), allowed)

    return policy


def ask_in_order(order: Sequence[int]) -> Policy:
    """Ask everybody the first question of a list that may still be asked."""

    def policy(interview: Interview) -> Numbers:
        places = np.full(len(interview.poll.questions), len(order))
        places[list(order)] = np.arange(len(order))
        allowed = interview.allowed()
        return best_of(np.tile(-places.astype(float), (len(allowed), 1)), allowed)

    return policy


def ask_what_tells_most(factors: Array | float = 1.0, *, minds_refusals: bool = True) -> Policy:
    """Ask each person what is worth most: P(answer) x bits expected x gain factor.

    Args:
        factors: (J,) how often the answers to each question told what was expected of them.
        minds_refusals: Whether P(answer) counts; else everybody is taken to answer.
    """

    def policy(interview: Interview) -> Numbers:
        worth = expected_bits(interview) * factors
        if minds_refusals:
            worth *= interview.knowledge.answer_probabilities(interview.responses)
        return best_of(with_doors(interview, worth), interview.allowed())

    return policy


def best_of(worth: Array, allowed: Flags) -> Numbers:
    """Give (N,) the allowed question worth most to each; the earlier of equals, -1 for none."""
    best = np.where(allowed, worth, -np.inf).argmax(axis=1)
    return np.where(allowed.any(axis=1), best, -1)


def expected_bits(interview: Interview) -> Array:
    """Give (N, J) bits that each answer is expected to tell of the targets the person has."""
    people = interview.knowledge.people
    states, state_of = np.unique(interview.known, axis=0, return_inverse=True)
    posterior = people.posterior(states)
    bits = np.zeros(interview.known.shape)
    chances = {target: chance_of_being_open(interview, target) for target in interview.targets}
    for question, answers in enumerate(people.log_probabilities):
        if question in chances:
            continue
        for target, chance in chances.items():
            told = people.log_probabilities[target]
            gain = expected_gain(posterior, answers, told, "prediction")
            bits[:, question] += chance * gain[state_of]
    return bits
