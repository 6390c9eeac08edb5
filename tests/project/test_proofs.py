"""What must be tested is tested, and a test is named so that it is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.project.rules import assert_kept, proofs
from tests.project.rules.project import DataTest, Model, Project

Rule = Callable[[Project], Iterator[str]]

RULES: list[Rule] = [
    proofs.models_without_key_test,
    proofs.identity_steps_without_unit_test,
    proofs.unit_tests_not_named_by_behaviour,
    proofs.singular_tests_dagster_cannot_place,
]

LINKS = Model("int_identity__links", "models/intermediate/identity/int_identity__links.sql")
ORDERS = Model("orders", "models/marts/activity/orders.sql")
KEY_TEST = DataTest(
    "unique_orders", "models/marts/activity/orders.yml", "unique", attached_to="orders"
)
CLAIM = DataTest(
    "assert_orders_have_links",
    "tests/singular/assert_orders_have_links.sql",
    "singular",
    refs=("orders", "int_identity__links"),
    dagster_ref="orders",
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_project_proves_what_it_must(rule: Rule, project: Project) -> None:
    assert_kept(rule(project))


def test_a_mart_whose_key_is_tested_is_fine() -> None:
    assert not list(proofs.models_without_key_test(Project(models=(ORDERS,), tests=(KEY_TEST,))))


def test_a_mart_whose_key_is_not_tested_is_reported() -> None:
    assert list(proofs.models_without_key_test(Project(models=(ORDERS,), tests=(CLAIM,))))


def test_an_identity_step_without_unit_test_is_reported() -> None:
    assert list(proofs.identity_steps_without_unit_test(Project(models=(LINKS,))))


def test_a_unit_test_that_names_no_behaviour_is_reported() -> None:
    project = Project(models=(LINKS,), unit_tests=((LINKS.name, "test_links"),))

    assert list(proofs.unit_tests_not_named_by_behaviour(project))


def test_a_claim_that_says_which_model_it_judges_is_fine() -> None:
    project = Project(models=(LINKS, ORDERS), tests=(CLAIM,))

    assert not list(proofs.singular_tests_dagster_cannot_place(project))


@pytest.mark.parametrize(
    "claim",
    [
        DataTest("orders_check", "x.sql", "singular", refs=("orders",)),
        DataTest("assert_a", "x.sql", "singular", refs=("orders", "int_identity__links")),
        DataTest("assert_a", "x.sql", "singular", refs=("orders",), dagster_ref="order"),
        DataTest(
            "assert_a", "x.sql", "singular", refs=("orders",), dagster_ref="int_identity__links"
        ),
    ],
    ids=["no claim", "no model named", "no such model", "a model it does not read"],
)
def test_a_claim_that_dagster_cannot_place_is_reported(claim: DataTest) -> None:
    project = Project(models=(LINKS, ORDERS), tests=(claim,))

    assert list(proofs.singular_tests_dagster_cannot_place(project))
