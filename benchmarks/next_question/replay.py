"""Everybody in a poll, interviewed by every policy with what was learned of other people.

People are dealt into five parts; each part is asked with what was learned of the other four. The
questions are dealt into five parts too, in turn along the form: each part is once what is to be
told and never asked, so that every question is a target, but those that open a branch.
"""

from dataclasses import dataclass, fields

import numpy as np

from benchmarks.next_question.hindsight import ask_with_hindsight, learn_gain_factors, learn_order
from benchmarks.next_question.interview import Interview, Policy, Record, conduct
from benchmarks.next_question.knowledge import MEMBERS, Knowledge, learn, shuffle_answers
from benchmarks.next_question.policies import (
    ask_at_random,
    ask_in_order,
    ask_nothing,
    ask_what_tells_most,
)
from benchmarks.next_question.polls import Flags, Numbers, Poll
from orchestration.lib.profiling.latent_classes import Array

FOLDS = 5
_FACTOR_PEOPLE = 300
Targets = tuple[int, ...]


@dataclass(frozen=True)
class Learned:
    """What one part of the people is asked with: from all others, and from halves of them."""

    poll: Poll
    people: Numbers
    whole: Knowledge
    half: Knowledge
    other_half: Numbers

    @classmethod
    def of(cls, poll: Poll, people: Numbers, seed: int, members: int = MEMBERS) -> "Learned":
        """Learn from people by their row numbers."""
        mixed = np.random.default_rng(seed).permutation(people)
        first, second = mixed[: len(mixed) // 2], mixed[len(mixed) // 2 :]
        return cls(
            poll,
            people,
            learn(poll, people, seed, members),
            learn(poll, first, seed, members),
            second[:_FACTOR_PEOPLE],
        )

    def factors(self, targets: Targets) -> Array:
        """Give the gain factors: learned from one half of the people, counted on the other."""
        return learn_gain_factors(Interview.begin(self.poll, self.half, self.other_half, targets))


@dataclass(frozen=True)
class Replay:
    """What came of it.

    Attributes:
        poll: The poll.
        records: By policy: everybody, in the order of the poll, summed over the targets.
        predicted: (asks,) P(answer) of questions asked at random.
        answered: (asks,) whether they were.
        asked: (asks,) which questions they were.
        unseen: (N,) people not looked at when the form of the model was chosen.
    """

    poll: Poll
    records: dict[str, Record]
    predicted: Array
    answered: Flags
    asked: Numbers
    unseen: Flags


def replay(poll: Poll) -> Replay:
    """Interview everybody by every policy."""
    people = len(poll.codes)
    part = np.random.default_rng(1).permutation(people) % FOLDS
    plain = [at for at in range(len(poll.questions)) if at not in poll.openers]
    found: dict[str, list[tuple[Numbers, Record]]] = {}
    asks: list[tuple[Array, Flags, Numbers]] = []
    for number in range(FOLDS):
        others, tested = np.flatnonzero(part != number), np.flatnonzero(part == number)
        learned = (
            Learned.of(poll, others, number),
            Learned.of(poll, others, number, members=1),
            Learned.of(shuffle_answers(poll, others, number), others, number),
        )
        for first in range(FOLDS):
            targets = tuple(plain[first::FOLDS])
            ways = _policies(learned, targets, number * FOLDS + first, asks)
            for name, (knowledge, policy) in ways.items():
                interview = Interview.begin(poll, knowledge, tested, targets)
                found.setdefault(name, []).append((tested, conduct(interview, policy)))
    records = {name: _gathered(parts, people) for name, parts in found.items()}
    predicted, answered, asked = (np.concatenate(column) for column in zip(*asks, strict=True))
    unseen = np.random.default_rng(99).random(people) >= 0.5
    return Replay(poll, records, predicted, answered, asked, unseen)


def _policies(
    learned: tuple[Learned, Learned, Learned],
    targets: Targets,
    seed: int,
    asks: list[tuple[Array, Flags, Numbers]],
) -> dict[str, tuple[Knowledge, Policy]]:
    """Give each policy with what it knows; the one at random writes its asks down."""
    committee, alone, chance = learned
    poll, knowledge = committee.poll, committee.whole
    factors = committee.factors(targets)
    order = learn_order(Interview.begin(poll, knowledge, committee.people, targets))
    blind = ask_what_tells_most(factors, minds_refusals=False)
    plain = {
        "none": ask_nothing,
        "random": _listened(ask_at_random(seed), asks),
        "form order": ask_in_order(range(len(poll.questions))),
        "marketer's queue": ask_in_order(poll.queue),
        "learned order": ask_in_order(order),
        "engine": ask_what_tells_most(factors),
        "oracle": ask_with_hindsight,
        "engine without gain factors": ask_what_tells_most(),
        "engine blind to refusals": blind,
    }
    return {name: (knowledge, policy) for name, policy in plain.items()} | {
        "engine of one model": (alone.whole, ask_what_tells_most(alone.factors(targets))),
        "engine, answers shuffled": (chance.whole, ask_what_tells_most(chance.factors(targets))),
    }


def _listened(policy: Policy, asks: list[tuple[Array, Flags, Numbers]]) -> Policy:
    """Write down what was foretold of each answer before it is asked for, and what came."""

    def listening(interview: Interview) -> Numbers:
        questions = policy(interview)
        rows = np.flatnonzero(questions >= 0)
        chosen = questions[rows]
        foretold = interview.knowledge.answer_probabilities(interview.responses)
        asks.append((foretold[rows, chosen], interview.truth[rows, chosen] >= 0, chosen))
        return questions

    return listening


def _gathered(parts: list[tuple[Numbers, Record]], people: int) -> Record:
    sums = {}
    for field in fields(Record):
        total = np.zeros((people, *getattr(parts[0][1], field.name).shape[1:]))
        for rows, record in parts:
            total[rows] += getattr(record, field.name)
        sums[field.name] = total
    return Record(**sums)
