import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.lib.profiling.codebook import Codebook
from orchestration.lib.profiling.information import Measure, Use, expected_gain, expected_points
from orchestration.lib.profiling.latent_classes import Array
from tests.orchestration.profiling.planted import plant_classes

MEASURES = st.sampled_from(["decision", "prediction"])
SEEDS = st.integers(0, 100_000)


def drawn(seed: int) -> tuple[Array, Array, Array]:
    """Give posteriors of 5 states over 3 classes, and the tables of an answer and a decision."""
    random = np.random.default_rng(seed)
    answers, decisions = plant_classes(random, 3, [4, 3], 0.8).log_probabilities
    return random.dirichlet(np.full(3, 0.7), 5), answers, decisions


def by_hand(posterior: Array, answers: Array, decisions: Array, measure: Measure) -> float:
    """Follow the definition, one answer after the other."""
    p_answers, p_decisions = np.exp(answers), np.exp(decisions)
    before = posterior @ p_decisions
    after = 0.0
    for answer in range(p_answers.shape[1]):
        seen = posterior * p_answers[:, answer]
        decided = (seen / seen.sum()) @ p_decisions
        loss = -(decided @ np.log2(decided)) if measure == "prediction" else 1 - decided.max()
        after += float(seen.sum() * loss)
    loss = -(before @ np.log2(before)) if measure == "prediction" else 1 - before.max()
    return float(loss - after)


@given(SEEDS, MEASURES)
@settings(max_examples=100, deadline=None)
def test_the_gain_is_the_loss_expected_to_fall_and_never_negative(
    seed: int, measure: Measure
) -> None:
    posteriors, answers, decisions = drawn(seed)
    gains = expected_gain(posteriors, answers, decisions, measure)
    assert np.all(gains >= 0)
    expected = [by_hand(posterior, answers, decisions, measure) for posterior in posteriors]
    assert np.allclose(gains, expected, atol=1e-9)


@given(SEEDS, MEASURES)
@settings(max_examples=50, deadline=None)
def test_an_answer_that_all_classes_give_alike_tells_nothing(seed: int, measure: Measure) -> None:
    posteriors, answers, decisions = drawn(seed)
    alike = np.tile(answers[:1], (len(answers), 1))
    assert np.allclose(expected_gain(posteriors, alike, decisions, measure), 0, atol=1e-9)


@given(SEEDS, MEASURES)
@settings(max_examples=50, deadline=None)
def test_who_is_sure_of_the_class_learns_nothing_of_other_attributes(
    seed: int, measure: Measure
) -> None:
    _, answers, decisions = drawn(seed)
    assert np.allclose(expected_gain(np.eye(3), answers, decisions, measure), 0, atol=1e-9)


@given(SEEDS)
@settings(max_examples=50, deadline=None)
def test_the_own_attribute_is_told_fully(seed: int) -> None:
    posteriors, answers, _ = drawn(seed)
    known = posteriors @ np.exp(answers)
    decided = expected_gain(posteriors, answers, None, "decision")
    predicted = expected_gain(posteriors, answers, None, "prediction")
    assert np.allclose(decided, 1 - known.max(axis=1))
    assert np.allclose(predicted, -(known * np.log2(known)).sum(axis=1))


@given(SEEDS, MEASURES)
@settings(max_examples=50, deadline=None)
def test_nothing_tells_more_of_an_attribute_than_itself(seed: int, measure: Measure) -> None:
    posteriors, answers, decisions = drawn(seed)
    other = expected_gain(posteriors, answers, decisions, measure)
    assert np.all(other <= expected_gain(posteriors, decisions, None, measure) + 1e-9)


@given(SEEDS, MEASURES)
@settings(max_examples=50, deadline=None)
def test_neither_names_of_values_nor_of_classes_matter(seed: int, measure: Measure) -> None:
    posteriors, answers, decisions = drawn(seed)
    random = np.random.default_rng(seed)
    of_classes, of_answers = random.permutation(3), random.permutation(4)
    of_decisions = random.permutation(3)
    renamed = expected_gain(
        posteriors[:, of_classes],
        answers[of_classes][:, of_answers],
        decisions[of_classes][:, of_decisions],
        measure,
    )
    assert np.allclose(renamed, expected_gain(posteriors, answers, decisions, measure))


@given(SEEDS, MEASURES)
@settings(max_examples=50, deadline=None)
def test_values_that_lead_to_one_decision_need_not_be_told_apart(
    seed: int, measure: Measure
) -> None:
    posteriors, answers, decisions = drawn(seed)
    merged = np.log(
        np.stack([np.exp(decisions[:, 0]), np.exp(decisions[:, 1:]).sum(axis=1)], axis=1)
    )
    grouped = expected_gain(posteriors, answers, decisions, measure, [0, 1, 1])
    assert np.allclose(grouped, expected_gain(posteriors, answers, merged, measure))
    own = expected_gain(posteriors, decisions, None, measure, [0, 1, 1])
    assert np.allclose(own, expected_gain(posteriors, merged, None, measure))
    if measure == "prediction":
        assert np.all(grouped <= expected_gain(posteriors, answers, decisions, measure) + 1e-9)
    assert np.allclose(expected_gain(posteriors, decisions, None, measure, [0, 0, 0]), 0)


def test_an_unknown_measure_is_refused() -> None:
    posteriors, answers, decisions = drawn(1)
    with pytest.raises(ValueError, match="guess"):
        expected_gain(posteriors, answers, decisions, "guess")  # type: ignore[arg-type]


def test_points_of_a_question_add_up_over_its_uses_by_their_worth() -> None:
    random = np.random.default_rng(3)
    classes = plant_classes(random, 3, [2, 3], 0.8)
    book = Codebook({"club": ("no", "yes"), "size": ("41", "42", "43")})
    posteriors = random.dirichlet(np.ones(3), 4)
    club, size = classes.log_probabilities
    uses = [
        Use("which_size", "size", "decision", 10.0, deciding_values=("43",)),
        Use("which_size", "size", "prediction", 2.0, "club"),
        Use("in_club", "club", "prediction", 1.0),
        Use("gone", "hat", "decision", 9.0),
    ]
    points = expected_points(posteriors, classes, book, ["in_club", "which_size", "other"], uses)
    expected = 10 * expected_gain(posteriors, size, None, "decision", [0, 0, 1])
    expected += 2 * expected_gain(posteriors, size, club, "prediction")
    assert np.allclose(points[:, 1], expected)
    assert np.allclose(points[:, 0], expected_gain(posteriors, club, None, "prediction"))
    assert np.all(points[:, 2] == 0)


def test_a_use_of_an_attribute_the_model_does_not_know_is_refused() -> None:
    classes = plant_classes(np.random.default_rng(1), 2, [2])
    with pytest.raises(KeyError, match="hat"):
        expected_points(
            np.full((1, 2), 0.5),
            classes,
            Codebook({"club": ("no", "yes")}),
            ["q"],
            [Use("q", "hat", "decision")],
        )
