"""People who are asked, one question after the other, until nine have been asked."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from benchmarks.next_question.knowledge import Knowledge, responses_of
from benchmarks.next_question.polls import Codes, Flags, Numbers, Poll
from orchestration.lib.profiling.latent_classes import Array

ASKS = 9


@dataclass
class Interview:
    """N people in the middle of being asked.

    Attributes:
        poll: The poll.
        knowledge: What was learned of others.
        people: (N,) their row numbers in the poll.
        targets: The questions that are never asked, and are to be told.
        known: (N, J) their answers so far; -1 = none.
        responses: (N, J) 1 = answered, 0 = refused, -1 = not asked so far.
    """

    poll: Poll
    knowledge: Knowledge
    people: Numbers
    targets: tuple[int, ...]
    known: Codes
    responses: Codes

    @classmethod
    def begin(
        cls, poll: Poll, knowledge: Knowledge, people: Numbers, targets: tuple[int, ...]
    ) -> "Interview":
        """Begin with nothing known."""
        nothing = np.full((len(people), len(poll.questions)), -1, dtype=np.int16)
        return cls(poll, knowledge, people, targets, nothing, nothing.copy())

    @property
    def truth(self) -> Codes:
        """(N, J) what they would answer; -1 = nothing."""
        return self.poll.codes[self.people]

    @cached_property
    def likely(self) -> Array:
        """(N, J, K) P(what they would answer | class); 1 where that is nothing."""
        tables = self.knowledge.people.log_probabilities
        columns = [
            np.where(truth[:, None] >= 0, np.exp(table.T[truth]), 1.0)
            for truth, table in zip(self.truth.T, tables, strict=True)
        ]
        return np.stack(columns, axis=1)

    def posterior(self) -> Array:
        """(N, K) shares of the classes of people, from what is known of each."""
        return self.knowledge.people.posterior(self.known)

    def is_open(self, question: int) -> Flags:
        """(N,) whether the gate before a question is known to be open."""
        gate = self.poll.gates.get(question)
        if gate is None:
            return np.ones(len(self.people), dtype=bool)
        return np.isin(self.known[:, gate.question], gate.opening)

    def allowed(self) -> Flags:
        """(N, J) what may be asked: no target, nothing twice, nothing behind a closed gate."""
        questions = range(len(self.poll.questions))
        flags = np.stack([self.is_open(question) for question in questions], axis=1)
        flags &= self.responses < 0
        flags[:, list(self.targets)] = False
        return flags

    def ask(self, questions: Numbers) -> None:
        """Ask each person the question of that number, nobody at -1; their own answers come."""
        rows = np.flatnonzero(questions >= 0)
        asked = questions[rows]
        self.known[rows, asked] = self.truth[rows, asked]
        self.responses[rows, asked] = responses_of(self.poll, self.people)[rows, asked]


Policy = Callable[[Interview], Numbers]


@dataclass(frozen=True)
class Record:
    """What each of N people's interview told, after 0 to 9 asks; columns are asks.

    Attributes:
        loss: (N, 10) log loss in bits, summed over the targets that the person did answer.
        right: (N, 10) how many of these the likeliest value was right for.
        told: (N,) how many they are.
        asked: (N, 10) questions asked so far.
        answered: (N, 10) of these, answered.
    """

    loss: Array
    right: Array
    told: Array
    asked: Array
    answered: Array

    def __add__(self, other: "Record") -> "Record":
        return Record(
            self.loss + other.loss,
            self.right + other.right,
            self.told + other.told,
            self.asked + other.asked,
            self.answered + other.answered,
        )


def target_losses(interview: Interview, posterior: Array) -> tuple[Array, Array]:
    """Give (N,) bits lost on the targets that each person answered, and how many came right."""
    loss, right = np.zeros(len(posterior)), np.zeros(len(posterior))
    for target in interview.targets:
        truth = interview.truth[:, target]
        has = truth >= 0
        foreseen = interview.knowledge.people.predict(posterior, target)
        loss -= np.where(has, np.log2(foreseen[np.arange(len(truth)), truth]), 0)
        right += has & (foreseen.argmax(axis=1) == truth)
    return loss, right


def conduct(interview: Interview, policy: Policy) -> Record:
    """Ask nine questions by a policy, and write down what is told after each."""
    rows = []
    for step in range(ASKS + 1):
        if step:
            interview.ask(policy(interview))
        loss, right = target_losses(interview, interview.posterior())
        asked = (interview.responses >= 0).sum(axis=1)
        rows.append((loss, right, asked, (interview.responses == 1).sum(axis=1)))
    loss, right, asked, answered = (
        np.stack([row[place] for row in rows], axis=1).astype(float) for place in range(4)
    )
    told = (interview.truth[:, list(interview.targets)] >= 0).sum(axis=1).astype(float)
    return Record(loss, right, told, asked, answered)
