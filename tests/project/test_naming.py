"""A stranger guesses what a model holds from its name and confirms it from its YAML twin."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.project.rules import assert_kept, naming
from tests.project.rules.project import Column, Model, Project, Seed

Rule = Callable[[Project], Iterator[str]]

RULES: list[Rule] = [
    naming.names_that_do_not_tell_the_layer,
    naming.models_without_twin,
    naming.models_without_grain,
    naming.marts_without_contract,
    naming.columns_that_mislead,
    naming.seeds_without_reason,
]

MART = Model(
    "orders",
    "models/marts/activity/orders.sql",
    yaml_path="models/marts/activity/orders.yml",
    description="One row per order.",
    has_contract=True,
    columns=(Column("order_id", "varchar", "The order."),),
)
SEED = Seed(
    "limits",
    "seeds/rules/limits.csv",
    "One row per identifier type.",
    (Column("reason", description="Why the limit is what it is."),),
)
SOUND = Project(models=(MART,), seeds=(SEED,))


def mart_with(column: Column) -> Project:
    """The sound project whose mart has one more column."""
    return replace(SOUND, models=(replace(MART, columns=(*MART.columns, column)),))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_project_keeps_its_names(rule: Rule, project: Project) -> None:
    assert_kept(rule(project))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_sound_project_breaks_no_rule(rule: Rule) -> None:
    assert list(rule(SOUND)) == []


def test_the_yaml_of_each_seed_describes_its_file(project: Project, project_root: Path) -> None:
    headers = {}
    for seed in project.seeds:
        with (project_root / seed.path).open(encoding="utf-8", newline="") as file:
            headers[seed.name] = next(csv.reader(file))

    assert_kept(naming.seed_headers_unlike_their_yaml(headers, project))


def test_a_column_that_only_the_file_has_is_reported() -> None:
    assert list(naming.seed_headers_unlike_their_yaml({"limits": ["reason", "limit"]}, SOUND))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("models/staging/shop/x.sql", "stg_store__tickets"),
        ("models/staging/shop/x.sql", "stg_shop_orders"),
        ("models/input/x.sql", "orders"),
        ("models/intermediate/identity/x.sql", "int_profile__links"),
        ("models/intermediate/profile/x.sql", "links_rejected"),
        ("models/marts/customer/x.sql", "dim_customers"),
        ("models/marts/customer/x.sql", "customer__orders"),
    ],
)
def test_a_name_of_another_layer_is_reported(path: str, name: str) -> None:
    project = Project(models=(Model(name, path),))

    assert list(naming.names_that_do_not_tell_the_layer(project))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("models/staging/shop/x.sql", "base_shop__order_lines"),
        ("models/staging/shop/x.sql", "shop__rejected"),
        ("models/input/x.sql", "run_clock"),
        ("models/intermediate/identity/x.sql", "links_rejected"),
        ("models/marts/customer/x.sql", "customer_identifiers"),
    ],
)
def test_a_name_of_its_layer_is_fine(path: str, name: str) -> None:
    project = Project(models=(Model(name, path),))

    assert not list(naming.names_that_do_not_tell_the_layer(project))


def test_a_model_with_its_yaml_elsewhere_is_reported() -> None:
    lost = replace(MART, yaml_path="models/marts/activity/_models.yml")

    assert list(naming.models_without_twin(replace(SOUND, models=(lost,))))


def test_a_description_without_grain_is_reported() -> None:
    vague = replace(MART, description="The orders of all channels.")

    assert list(naming.models_without_grain(replace(SOUND, models=(vague,))))


def test_a_mart_without_contract_is_reported() -> None:
    loose = replace(MART, has_contract=False)

    assert list(naming.marts_without_contract(replace(SOUND, models=(loose,))))


@pytest.mark.parametrize(
    "column",
    [Column("status", description="How the order ended."), Column("status", data_type="varchar")],
    ids=["without type", "without description"],
)
def test_a_column_of_a_mart_that_is_not_stated_is_reported(column: Column) -> None:
    assert list(naming.marts_without_contract(mart_with(column)))


@pytest.mark.parametrize(
    ("name", "data_type"),
    [
        ("active", "boolean"),
        ("is_active", "integer"),
        ("created", "timestamp"),
        ("ordered_at", "date"),
        ("birthday", "date"),
        ("ordered_at", "timestamp with time zone"),
        ("orderId", "varchar"),
    ],
)
def test_a_column_whose_name_and_type_disagree_is_reported(name: str, data_type: str) -> None:
    assert list(naming.columns_that_mislead(mart_with(Column(name, data_type, "A column."))))


@pytest.mark.parametrize(
    "columns",
    [(Column("limit", description="The limit."),), (Column("reason"),)],
    ids=["no reason", "reason not described"],
)
def test_a_seed_that_does_not_say_why_is_reported(columns: tuple[Column, ...]) -> None:
    assert list(naming.seeds_without_reason(Project(seeds=(replace(SEED, columns=columns),))))
