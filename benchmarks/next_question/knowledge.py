"""What a questioner learned from other people: kinds of people, and kinds of respondents."""

from dataclasses import dataclass, replace

import numpy as np

from benchmarks.next_question.polls import Codes, Numbers, Poll
from orchestration.lib.profiling.class_committee import fit_committee
from orchestration.lib.profiling.class_fitting import fit_latent_classes
from orchestration.lib.profiling.latent_classes import Array, LatentClasses

CLASSES, MEMBERS = 10, 6
RESPONDENTS = 3


@dataclass(frozen=True)
class Knowledge:
    """What is known before the first question.

    Attributes:
        people: Classes of people by what they answer; a blank is missing at random.
        respondents: Classes by whether they answer; values 0 = refused, 1 = answered.
    """

    people: LatentClasses
    respondents: LatentClasses

    def answer_probabilities(self, responses: Codes) -> Array:
        """Give (N, J) P(answered) of every question; responses (N, J): 1, 0, -1 = not asked."""
        posterior = self.respondents.posterior(responses)
        tables = [np.exp(table[:, 1]) for table in self.respondents.log_probabilities]
        return np.asarray(posterior @ np.stack(tables, axis=1))


def responses_of(poll: Poll, people: Numbers) -> Codes:
    """Give (N, J) 1 = answered, 0 = refused, -1 = not asked by the form."""
    answered = poll.codes[people] >= 0
    return np.where(answered, 1, np.where(poll.refused[people], 0, -1)).astype(np.int16)


def shuffle_answers(poll: Poll, people: Numbers, seed: int) -> Poll:
    """Deal out every question's answers anew among those of these people who answered it."""
    random = np.random.default_rng(seed)
    codes = poll.codes.copy()
    for column in codes.T:
        answered = people[column[people] >= 0]
        column[answered] = column[random.permutation(answered)]
    return replace(poll, codes=codes)


def learn(poll: Poll, people: Numbers, seed: int, members: int = MEMBERS) -> Knowledge:
    """Learn from the people with these row numbers.

    Args:
        poll: The poll.
        people: Row numbers of those to learn from.
        seed: Of the random starts.
        members: Of the committee.
    """
    codes = poll.codes[people]
    responses = responses_of(poll, people)
    yes_or_no = [2] * len(poll.questions)
    return Knowledge(
        fit_committee(codes, poll.value_counts, CLASSES, members, seed=seed),
        fit_latent_classes(responses, yes_or_no, RESPONDENTS, seed=seed).classes,
    )
