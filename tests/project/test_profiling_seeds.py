"""What people are described by is allowed to describe them, and every rule means something."""

from __future__ import annotations

from pathlib import Path

from orchestration.lib.privacy.declarations import read_columns
from tests.project.rules import inferences
from tests.project.rules.inferences import Row

RULES = Path(__file__).parents[2] / "seeds" / "rules"
TRAITS = inferences.read_rows(RULES / "profiling_traits.csv")
TARGETS = inferences.read_rows(RULES / "profiling_targets.csv")
BASES = inferences.read_rows(RULES / "profiling_bases.csv")
FORBIDDEN = inferences.read_forbidden(inferences.read_rows(RULES / "forbidden_inferences.csv"))
COLUMNS = {column.name: column for column in read_columns() if column.mart == "customers"}

# What is looked at most is no column of customers; it is read from `customer_preferences`' signs.
NOT_ON_CUSTOMERS = {"browsed_category"}


def named_in(row: Row, *parts: str) -> list[inferences.Forbidden]:
    """The forbidden words in these parts of a row."""
    return [found for part in parts for found in inferences.found_in(row[part], FORBIDDEN)]


def test_each_trait_is_counted_for_a_purpose_its_column_declares() -> None:
    for trait in TRAITS:
        if trait["trait_id"] not in NOT_ON_CUSTOMERS:
            assert trait["purpose"] in COLUMNS[trait["customer_column"]].purposes, trait["trait_id"]


def test_no_trait_is_how_somebody_is_found() -> None:
    for trait in TRAITS:
        if trait["trait_id"] not in NOT_ON_CUSTOMERS:
            column = COLUMNS[trait["customer_column"]]
            assert column.data_class not in {"identifier", "contact_point"}, trait["trait_id"]


def test_nothing_forbidden_describes_people_unless_they_declared_it() -> None:
    for trait in TRAITS:
        for found in named_in(trait, "trait_id", "name_fr", "name_en", "value_expression"):
            assert found.may_be_declared, trait["trait_id"]
            assert trait["purpose"] == "profiling", f"{trait['trait_id']} needs an agreement"
    for target in [*TARGETS, *BASES]:
        assert not named_in(target, "name_fr", "name_en", "predicate")


def test_each_target_and_base_has_one_way_to_say_who_is_in_it() -> None:
    for row in [*TARGETS, *BASES]:
        assert bool(row["predicate"]) != bool(row["each_value_of"]), row


def test_each_exclusion_is_of_a_target_there_is() -> None:
    targets = {target["target_id"]: target["each_value_of"] for target in TARGETS}
    for exclusion in inferences.read_rows(RULES / "profiling_exclusions.csv"):
        rule, _, value = exclusion["target_id"].partition(":")
        assert rule in targets, exclusion
        assert not value or targets[rule], f"{rule} has no values"


def test_each_set_of_values_has_names() -> None:
    named = {row["value_set"] for row in inferences.read_rows(RULES / "profiling_value_names.csv")}
    named |= {"lifecycle_stage", "rfm_segment", "segment"}
    for row in [*TRAITS, *TARGETS, *BASES]:
        assert not row["value_set"] or row["value_set"] in named, row
