import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.lib.profiling.class_choice import choose_class_count
from orchestration.lib.profiling.class_committee import fit_committee
from orchestration.lib.profiling.class_fitting import fit_latent_classes
from orchestration.lib.profiling.codebook import Codebook, make_codebook
from orchestration.lib.profiling.latent_classes import LatentClasses
from orchestration.lib.profiling.trait_tables import from_rows, to_rows
from tests.orchestration.profiling.planted import draw_people, plant_classes

VALUES = [2, 3, 4, 2, 3]


@given(st.integers(0, 10_000), st.integers(1, 4), st.sampled_from([0.0, 0.4, 0.9]))
@settings(max_examples=30, deadline=None)
def test_no_iteration_makes_the_model_less_likely(
    seed: int, class_count: int, missing: float
) -> None:
    random = np.random.default_rng(seed)
    codes, _ = draw_people(random, plant_classes(random, 3, VALUES), 60, missing)
    objective = fit_latent_classes(codes, VALUES, class_count, seed=seed).objective
    assert all(after >= before - 1e-8 for before, after in itertools.pairwise(objective))


@given(st.integers(0, 10_000))
@settings(max_examples=8, deadline=None)
def test_the_order_of_the_people_changes_nothing(seed: int) -> None:
    random = np.random.default_rng(seed)
    codes, _ = draw_people(random, plant_classes(random, 3, VALUES), 80, 0.3)
    shuffled = random.permutation(len(codes))
    classes = fit_latent_classes(codes, VALUES, 3).classes
    again = fit_latent_classes(codes[shuffled], VALUES, 3).classes
    assert np.array_equal(classes.posterior(codes)[shuffled], again.posterior(codes[shuffled]))
    assert choose_class_count(codes, VALUES, (1, 2)) == choose_class_count(
        codes[shuffled], VALUES, (1, 2)
    )


def test_planted_classes_are_found_though_half_of_the_answers_are_missing() -> None:
    random = np.random.default_rng(5)
    values = [4] * 16
    planted = plant_classes(random, 3, values)
    codes, members = draw_people(random, planted, 3_000, 0.5)
    classes = fit_latent_classes(codes, values, 3).classes
    found = classes.posterior(codes).argmax(axis=1)
    agreed = max(
        float(np.mean(np.array(names)[found] == members))
        for names in itertools.permutations(range(3))
    )
    by_truth = float(np.mean(planted.posterior(codes).argmax(axis=1) == members))
    assert agreed > by_truth - 0.01
    assert np.allclose(
        np.sort(np.exp(classes.log_weights)), np.sort(np.exp(planted.log_weights)), atol=0.03
    )


def test_as_many_classes_are_chosen_as_were_planted() -> None:
    random = np.random.default_rng(8)
    values = [3] * 12
    codes, _ = draw_people(random, plant_classes(random, 4, values), 1_500, 0.2)
    count, scores = choose_class_count(codes, values, (1, 2, 3, 4, 5, 6, 8))
    assert count == 4
    assert scores[4] > scores[1]


def test_one_class_is_chosen_where_nothing_hangs_together() -> None:
    random = np.random.default_rng(8)
    codes, _ = draw_people(random, plant_classes(random, 1, VALUES), 1_500, 0.2)
    assert choose_class_count(codes, VALUES, (1, 2, 3))[0] == 1


def test_a_person_nothing_is_known_of_is_everybody() -> None:
    random = np.random.default_rng(2)
    codes, _ = draw_people(random, plant_classes(random, 2, VALUES), 300)
    classes = fit_latent_classes(codes, VALUES, 2).classes
    nothing = np.full((1, len(VALUES)), -1)
    assert np.allclose(classes.posterior(nothing), np.exp(classes.log_weights))
    assert classes.log_likelihood(nothing) == pytest.approx(0, abs=1e-9)


def test_a_posterior_is_what_bayes_says() -> None:
    classes = LatentClasses(
        np.log([0.75, 0.25]), (np.log([[0.9, 0.1], [0.2, 0.8]]), np.log([[0.5, 0.5], [0.5, 0.5]]))
    )
    posterior = classes.posterior(np.array([[1, -1], [1, 0]]))
    expected = 0.75 * 0.1 / (0.75 * 0.1 + 0.25 * 0.8)
    assert np.allclose(posterior[:, 0], expected)
    assert np.allclose(classes.predict(posterior, 0)[:, 1], expected * 0.1 + (1 - expected) * 0.8)


def test_unanswered_attributes_and_unseen_values_stay_possible() -> None:
    codes = np.array([[0, -1]] * 20 + [[1, -1]] * 20)
    classes = fit_latent_classes(codes, [3, 4], 2).classes
    assert np.allclose(np.exp(classes.log_probabilities[1]), 0.25)
    assert np.all(np.exp(classes.log_probabilities[0][:, 2]) > 0)


def test_a_committee_foretells_the_mean_of_its_members_and_then_trusts_the_better_one() -> None:
    random = np.random.default_rng(6)
    codes, _ = draw_people(random, plant_classes(random, 4, VALUES), 200, 0.3)
    committee = fit_committee(codes, VALUES, 3, 4, seed=1)
    assert len(committee.log_weights) == 12
    assert np.exp(committee.log_weights).sum() == pytest.approx(1)
    parts = [slice(3 * member, 3 * member + 3) for member in range(4)]
    members = [
        LatentClasses(
            committee.log_weights[part] + np.log(4),
            tuple(table[part] for table in committee.log_probabilities),
        )
        for part in parts
    ]
    likelihoods = np.stack([np.exp(member.log_likelihood(codes)) for member in members], axis=1)
    assert np.allclose(np.exp(committee.log_likelihood(codes)), likelihoods.mean(axis=1))
    trust = np.stack([committee.posterior(codes)[:, part].sum(axis=1) for part in parts], axis=1)
    assert np.allclose(trust, likelihoods / likelihoods.sum(axis=1, keepdims=True))


def test_a_committee_foretells_unseen_people_better_than_one_model_of_too_many_classes() -> None:
    random = np.random.default_rng(6)
    values = [3] * 12
    codes, _ = draw_people(random, plant_classes(random, 4, values, 1.0), 1_200, 0.2)
    learned, unseen = codes[:400], codes[400:]
    alone = fit_latent_classes(learned, values, 10).classes
    committee = fit_committee(learned, values, 10, 6)
    assert committee.log_likelihood(unseen).mean() > alone.log_likelihood(unseen).mean()


def test_a_committee_of_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="committee"):
        fit_committee(np.array([[0]]), [2], 1, 0)


def test_people_who_are_missing_do_not_count_as_a_value() -> None:
    random = np.random.default_rng(4)
    codes, _ = draw_people(random, plant_classes(random, 2, VALUES), 400)
    codes[:300, 0] = -1
    table = fit_latent_classes(codes, VALUES, 1).classes.log_probabilities[0]
    share = float(np.mean(codes[300:, 0] == 0))
    assert np.exp(table[0, 0]) == pytest.approx(share, abs=0.01)


@pytest.mark.parametrize(
    ("codes", "values", "class_count"),
    [
        (np.array([[2]]), [2], 1),
        (np.array([[-2]]), [2], 1),
        (np.array([[0, 0]]), [2], 1),
        (np.array([[0]]), [0], 1),
        (np.array([[0]]), [2], 0),
        (np.empty((0, 1), dtype=int), [2], 1),
    ],
)
def test_what_cannot_be_fitted_is_refused(
    codes: np.ndarray, values: list[int], class_count: int
) -> None:
    with pytest.raises(ValueError, match=r"\."):
        fit_latent_classes(codes, values, class_count)


def test_names_become_codes_and_what_is_not_in_the_book_is_not_known() -> None:
    facts: list[dict[str, str | None]] = [
        {"size": "43", "sport": "running"},
        {"size": "", "sport": None},
        {"size": "42"},
    ]
    book = make_codebook(facts, {"shop": ["North", "South"], "size": ["44"]})
    assert book.names == ("shop", "size", "sport")
    assert book.value_counts == (2, 3, 1)
    assert book.encode([*facts, {"size": "99"}]).tolist() == [
        [-1, 1, 0],
        [-1, -1, -1],
        [-1, 0, -1],
        [-1, -1, -1],
    ]
    assert make_codebook(facts[::-1], {"size": ["44"], "shop": ["South", "North"]}) == book
    with pytest.raises(KeyError, match="hat"):
        book.column("hat")


@given(st.integers(0, 10_000))
@settings(max_examples=20, deadline=None)
def test_a_model_survives_its_way_through_the_tables_in_any_order(seed: int) -> None:
    random = np.random.default_rng(seed)
    classes = plant_classes(random, 3, [2, 3])
    book = Codebook({"colour": ("blue", "red"), "size": ("41", "42", "43")})
    class_rows, value_rows = to_rows(classes, book)
    read, read_book = from_rows(
        [class_rows[number] for number in random.permutation(len(class_rows))],
        [value_rows[number] for number in random.permutation(len(value_rows))],
    )
    assert read_book == book
    assert np.array_equal(read.log_weights, classes.log_weights)
    for table, expected in zip(read.log_probabilities, classes.log_probabilities, strict=True):
        assert np.array_equal(table, expected)
