"""The replay of polls is fair: it asks by the rules, and what it tells comes from answers alone."""

import numpy as np
import pytest

from benchmarks.next_question.doors import chance_of_being_open, with_doors
from benchmarks.next_question.hindsight import (
    ask_with_hindsight,
    bits_told,
    learn_gain_factors,
    learn_order,
)
from benchmarks.next_question.interview import ASKS, Interview, Policy, conduct, target_losses
from benchmarks.next_question.knowledge import Knowledge, learn, responses_of, shuffle_answers
from benchmarks.next_question.policies import (
    ask_at_random,
    ask_in_order,
    ask_nothing,
    ask_what_tells_most,
)
from benchmarks.next_question.polls import Gate, Poll
from tests.orchestration.profiling.planted import draw_people, plant_classes

TARGETS = (4, 9)
OPENER = 0
POLICIES = {
    "random": ask_at_random(1),
    "order": ask_in_order(range(14)),
    "engine": ask_what_tells_most(),
    "hindsight": ask_with_hindsight,
}


def small_poll(people: int = 240) -> Poll:
    """Fourteen questions, the first of which opens the next seven; some answers are refused."""
    random = np.random.default_rng(11)
    values = [2, *([3] * 13)]
    codes, _ = draw_people(random, plant_classes(random, 3, values, 0.4), people, 0.1)
    codes[:, OPENER] = random.integers(0, 2, people)
    refused = codes < 0
    gates = {question: Gate(OPENER, (1,)) for question in range(1, 8)}
    for question in gates:
        codes[codes[:, OPENER] == 0, question] = -1
        refused[codes[:, OPENER] == 0, question] = False
    names = tuple(f"question_{number}" for number in range(14))
    known = tuple(tuple("abc"[:count]) for count in values)
    return Poll("small", names, known, codes.astype(np.int16), refused, gates, tuple(range(14)))


@pytest.fixture(scope="module")
def poll() -> Poll:
    return small_poll()


@pytest.fixture(scope="module")
def knowledge(poll: Poll) -> Knowledge:
    return learn(poll, np.arange(160), seed=0, members=2)


def begin(poll: Poll, knowledge: Knowledge) -> Interview:
    return Interview.begin(poll, knowledge, np.arange(160, 240), TARGETS)


@pytest.mark.parametrize("name", POLICIES)
def test_nobody_is_asked_a_target_or_a_question_twice_or_one_behind_a_closed_door(
    poll: Poll, knowledge: Knowledge, name: str
) -> None:
    interview = begin(poll, knowledge)
    for _ in range(14):
        questions = POLICIES[name](interview)
        rows = np.flatnonzero(questions >= 0)
        chosen = questions[rows]
        assert not np.isin(chosen, TARGETS).any()
        assert np.all(interview.responses[rows, chosen] == -1)
        behind = np.isin(chosen, list(poll.gates))
        assert np.all(interview.known[rows[behind], OPENER] == 1)
        interview.ask(questions)
    # Six of the seven questions behind the door may be asked; the seventh is a target.
    shut = interview.truth[:, OPENER] == 0
    asked = (interview.responses >= 0).sum(axis=1)
    assert set(asked[shut]) == {6}
    assert set(asked[~shut]) == {12}


@pytest.mark.parametrize("name", POLICIES)
def test_only_true_answers_are_learned_and_refusals_teach_nothing(
    poll: Poll, knowledge: Knowledge, name: str
) -> None:
    interview = begin(poll, knowledge)
    record = conduct(interview, POLICIES[name])
    asked = interview.responses >= 0
    assert np.array_equal(interview.known[asked], interview.truth[asked])
    assert np.all(interview.known[~asked] == -1)
    assert np.array_equal(interview.responses[asked], responses_of(poll, interview.people)[asked])
    assert np.all(np.diff(record.asked, axis=1) >= 0)
    assert np.all(record.asked - record.answered >= 0)
    told = (interview.truth[:, list(TARGETS)] >= 0).sum(axis=1)
    assert np.array_equal(record.told, told)


def test_who_is_asked_nothing_tells_nothing(poll: Poll, knowledge: Knowledge) -> None:
    record = conduct(begin(poll, knowledge), ask_nothing)
    assert np.all(record.loss == record.loss[:, :1])
    assert record.asked.sum() == 0


def test_the_bits_an_answer_told_are_the_loss_that_fell(poll: Poll, knowledge: Knowledge) -> None:
    interview = begin(poll, knowledge)
    interview.ask(ask_at_random(2)(interview))
    foretold = bits_told(interview)
    before, _ = target_losses(interview, interview.posterior())
    questions = ask_in_order(range(14))(interview)
    interview.ask(questions)
    after, _ = target_losses(interview, interview.posterior())
    rows = np.arange(len(questions))
    assert np.allclose(foretold[rows, questions], before - after)


def test_hindsight_tells_most_of_all_ways(poll: Poll, knowledge: Knowledge) -> None:
    losses = {
        name: conduct(begin(poll, knowledge), policy).loss[:, 3].sum()
        for name, policy in POLICIES.items()
    }
    assert min(losses, key=lambda name: losses[name]) == "hindsight"


def test_a_door_is_worth_what_is_behind_it_beyond_the_rest_by_its_chance_to_open(
    poll: Poll, knowledge: Knowledge
) -> None:
    interview = begin(poll, knowledge)
    worth = np.zeros(interview.known.shape)
    worth[:, OPENER], worth[:, 3], worth[:, 8] = 0.1, 0.9, 0.4
    worth[:, 4] = 5.0
    chance = knowledge.people.predict(interview.posterior(), OPENER)[:, 1]
    # Question 4 is behind the door too, but is a target; 8 may be asked without it.
    assert np.allclose(with_doors(interview, worth)[:, OPENER], 0.1 + chance * 0.5)
    opens = interview.truth[:, OPENER] == 1
    seen = with_doors(interview, worth, seen=True)
    assert np.allclose(seen[:, OPENER], np.where(opens, 0.6, 0.1))
    assert np.array_equal(seen[:, 1:], worth[:, 1:])
    worth[:, 8] = 2.0
    assert np.allclose(with_doors(interview, worth), worth)


def test_a_question_is_for_whom_its_door_opens(poll: Poll, knowledge: Knowledge) -> None:
    interview = begin(poll, knowledge)
    chance = knowledge.people.predict(interview.posterior(), OPENER)[:, 1]
    assert np.allclose(chance_of_being_open(interview, 3), chance)
    assert np.all(chance_of_being_open(interview, 8) == 1)
    interview.ask(np.full(len(interview.people), OPENER))
    opened = interview.truth[:, OPENER] == 1
    assert np.array_equal(chance_of_being_open(interview, 3), opened.astype(float))


def test_a_learned_order_names_every_question_but_the_targets_once_and_opens_doors_first(
    poll: Poll, knowledge: Knowledge
) -> None:
    order = learn_order(Interview.begin(poll, knowledge, np.arange(160), TARGETS))
    assert sorted([*order, *TARGETS]) == list(range(14))
    assert order.index(OPENER) < min(order.index(question) for question in (1, 2, 3, 5, 6, 7))


def test_shuffled_answers_keep_their_shares_and_teach_nothing(poll: Poll) -> None:
    people = np.arange(160)
    shuffled = shuffle_answers(poll, people, seed=3)
    assert np.array_equal(
        np.sort(shuffled.codes[people], axis=0), np.sort(poll.codes[people], axis=0)
    )
    assert np.array_equal(shuffled.codes[160:], poll.codes[160:])
    assert np.array_equal(shuffled.codes < 0, poll.codes < 0)
    chance = learn(shuffled, people, seed=0, members=2)
    record = conduct(begin(poll, chance), ask_what_tells_most())
    true = conduct(begin(poll, learn(poll, people, seed=0, members=2)), ask_what_tells_most())
    assert record.loss[:, ASKS].sum() >= record.loss[:, 0].sum()
    assert true.loss[:, ASKS].sum() < true.loss[:, 0].sum()


def test_gain_factors_are_about_one_where_the_model_is_right() -> None:
    poll = small_poll(1_600)
    knowledge = learn(poll, np.arange(800), seed=0, members=2)
    factors = learn_gain_factors(Interview.begin(poll, knowledge, np.arange(800, 1_600), TARGETS))
    assert np.all(factors >= 0)
    assert 0.7 < float(np.mean([factors[q] for q in range(14) if q not in TARGETS])) < 1.2


def test_an_engine_that_sees_a_question_refused_by_all_asks_another_first(
    poll: Poll, knowledge: Knowledge
) -> None:
    interview = begin(poll, knowledge)
    seeing: Policy = ask_what_tells_most()
    first = int(seeing(interview)[0])
    codes = poll.codes.copy()
    codes[:160, first] = -1
    refused = poll.refused.copy()
    refused[:160, first] = True
    shy = Poll(poll.name, poll.questions, poll.values, codes, refused, poll.gates, poll.queue)
    wary = Knowledge(knowledge.people, learn(shy, np.arange(160), 0, members=1).respondents)
    assert int(seeing(begin(poll, wary))[0]) != first
    blind = ask_what_tells_most(minds_refusals=False)
    assert int(blind(begin(poll, wary))[0]) == first
