"""The simulated year is fair: its reader is exact, its luck shared, its rules are the rules."""

import numpy as np
import pytest

from benchmarks.next_question.warehouse import empty_warehouse
from benchmarks.next_question.year.allowed import read_rules
from benchmarks.next_question.year.knowledge import predictions
from benchmarks.next_question.year.measures import calibration_error, rank_of
from benchmarks.next_question.year.people import People
from benchmarks.next_question.year.policies import AskAny, AskNothing, FillForm, visitors
from benchmarks.next_question.year.records import Record, live
from benchmarks.next_question.year.responses import CHANNELS
from benchmarks.next_question.year.runs import Size, make_setting
from benchmarks.next_question.year.tables import morning, person_ids, write_day
from benchmarks.next_question.year.world import World
from orchestration.lib.profiling.audit import violations
from tests.orchestration.profiling.histories import insert

SIZE = Size(people=150, days=12)


def test_the_ideal_reader_has_the_posterior_of_bayes() -> None:
    likelihood = (np.array([[0.9, 0.1], [0.2, 0.8]]), np.array([[0.7, 0.3], [0.1, 0.9]]))
    people = People(np.zeros((1, 2), int), np.zeros(1), likelihood, np.array([0.6, 0.4]))
    first, second = predictions(people, [np.array([[0.0, 1.0]]), None])
    kinds = np.array([0.6 * 0.1, 0.4 * 0.8])
    kinds /= kinds.sum()
    assert first[0] == pytest.approx([0.0, 1.0])
    assert second[0] == pytest.approx(kinds @ likelihood[1])
    assert kinds[1] > 0.8


def test_signs_of_a_value_make_it_likelier_without_making_it_sure() -> None:
    likelihood = (np.array([[0.5, 0.5], [0.5, 0.5]]),)
    people = People(np.zeros((1, 1), int), np.zeros(1), likelihood, np.array([0.5, 0.5]))
    (predicted,) = predictions(people, [np.array([[1.0, 0.25]])])
    assert predicted[0] == pytest.approx([0.8, 0.2])


def test_what_is_asked_changes_neither_visits_nor_luck() -> None:
    setting = make_setting(SIZE)
    rules = read_rules(setting.catalogue)
    form, _ = live(setting, FillForm(), rules, SIZE.days)
    again, _ = live(make_setting(SIZE), FillForm(), rules, SIZE.days)
    assert len(form.day) > 0
    assert np.array_equal(form.status, again.status)
    nothing, _ = live(setting, AskNothing(), rules, SIZE.days)
    assert len(nothing.day) == 0


def test_the_rules_of_the_simulation_are_those_of_the_audit() -> None:
    setting = make_setting(SIZE)
    rules = read_rules(setting.catalogue)
    world, policy = World(setting), AskAny(rules, 3)
    connection, ids = empty_warehouse(), person_ids(SIZE.people)
    asked = 0
    for _ in range(SIZE.days):
        write_day(connection, world, ids)
        rows, channel = visitors(world)
        question, is_confirmation = policy.choose(world, rows, channel)
        is_asked = question >= 0
        rows, channel, question = rows[is_asked], channel[is_asked], question[is_asked]
        connection.execute("delete from engine.next_questions")
        for row, place, one in zip(rows.tolist(), channel.tolist(), question.tolist(), strict=True):
            context = setting.catalogue.questions[one]["contexts"]
            decision = {
                "customer_id": ids[row].as_py(),
                "rank": 1,
                "question_id": setting.catalogue.ids[one],
                "channel": CHANNELS[place],
                "context": context,
            }
            insert(connection, "engine.next_questions", decision)
        found = {violation.rule for violation in violations(connection, morning(world.day))}
        # At the visit its own channel is open, though it may not have been in the morning.
        assert found <= {"no_channel"}
        asked += len(rows)
        world.ask(rows, question, channel, is_confirmation[is_asked])
        world.end_day()
    connection.close()
    assert asked > 20


def record(status: list[int], expected: list[float], person: list[int]) -> Record:
    count = len(status)
    return Record(
        people=10,
        days=count,
        day=np.arange(count),
        person=np.array(person),
        question=np.arange(count) % 2,
        status=np.array(status),
        gain=np.zeros(count),
        burden=np.zeros(count),
        is_allowed=np.ones(count, dtype=bool),
        expected_answer=np.array(expected),
    )


def test_the_calibration_error_is_how_far_expected_rates_are_from_what_came() -> None:
    sound = record([1, 0] * 50, [0.5] * 100, [0] * 100)
    assert calibration_error(sound, 0)[0] == pytest.approx(0.0)
    wrong = record([1] * 100, [0.7] * 100, [0] * 100)
    assert calibration_error(wrong, 50)[0] == pytest.approx(0.3)
    assert calibration_error(wrong, 50)[1] == 50


def test_the_place_of_a_question_is_counted_within_each_person() -> None:
    two_people = record([0, 0, 0, 0], [0.1] * 4, [3, 3, 5, 5])
    assert rank_of(two_people, 1) == (2.0, 0.2)
    assert rank_of(two_people, 0) == (1.0, 0.2)
