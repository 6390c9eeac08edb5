"""Ways of asking that see true answers: the oracle's, and lists and factors learned of others."""

import numpy as np

from benchmarks.next_question.doors import with_doors
from benchmarks.next_question.interview import ASKS, Interview
from benchmarks.next_question.policies import ask_what_tells_most, best_of, expected_bits
from benchmarks.next_question.polls import Numbers
from orchestration.lib.profiling.latent_classes import Array

_PRIOR_BITS = 20.0


def ask_with_hindsight(interview: Interview) -> Numbers:
    """Ask each person what turns out to tell most: it sees all answers and refusals before.

    It is greedy, not perfect: it takes the best next answer, not the best nine.
    """
    return best_of(with_doors(interview, bits_told(interview), seen=True), interview.allowed())


def learn_order(interview: Interview) -> list[int]:
    """Learn the best order for everybody, one question after the other, on people who are known.

    The next of the list is the question whose true answers told most over all these people, those
    who refuse it or do not get it counted as told nothing. The interview is used up.
    """
    order: list[int] = []
    askable = set(range(len(interview.poll.questions))) - set(interview.targets)
    while left := sorted(askable - set(order)):
        if len(order) >= 2 * ASKS:
            return order + left
        allowed = interview.allowed()
        told = np.where(allowed, bits_told(interview), 0)
        total = with_doors(interview, told, seen=True).sum(axis=0)
        best = max(left, key=lambda question: total[question])
        interview.ask(np.where(allowed[:, best], best, -1))
        order.append(best)
    return order


def learn_gain_factors(interview: Interview) -> Array:
    """Give (J,) bits that answers to each question told, for every bit expected of them.

    Counted over nine asks, of every question that might have been asked, on people the model was
    not learned from; drawn towards 1 as if 20 bits had come as expected. The interview is used up.
    """
    questions = len(interview.poll.questions)
    expected, told = np.full(questions, _PRIOR_BITS), np.full(questions, _PRIOR_BITS)
    policy = ask_what_tells_most()
    for _ in range(ASKS):
        would_answer = interview.allowed() & (interview.truth >= 0)
        expected += np.where(would_answer, expected_bits(interview), 0).sum(axis=0)
        told += np.where(would_answer, bits_told(interview), 0).sum(axis=0)
        interview.ask(policy(interview))
    return np.asarray(np.maximum(told / expected, 0))


def bits_told(interview: Interview) -> Array:
    """Give (N, J) bits that each person's true answer would tell of their true targets.

    An answer that the person would not give tells nothing; what is asked already, nothing more.
    """
    posterior = interview.posterior()
    likely = interview.likely
    targets = likely[:, list(interview.targets)]
    before = np.log2((targets @ posterior[:, :, None])[:, :, 0])
    seen = posterior[:, None, :] * likely
    after = np.log2((seen @ targets.transpose(0, 2, 1)) / seen.sum(axis=2, keepdims=True))
    told = (after - before[:, None, :]).sum(axis=2)
    return np.asarray(np.where(interview.responses < 0, told, 0))
