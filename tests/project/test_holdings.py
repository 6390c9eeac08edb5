"""Every table that the project builds says how its rows are known to be somebody's."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from orchestration.lib.privacy.holdings import Table, conditions, unmapped_tables, why_nobodys
from orchestration.lib.privacy.key_rules import COLUMN_RULES, NOBODYS, TABLE_RULES
from orchestration.lib.privacy.landing_tables import read_landing_tables

# Tagged wherever they stand, because they may hold anything; of a product or a postcode, too.
_ALSO_OF_THINGS = ("_raw_record", "attribute_value")


@pytest.fixture(scope="session")
def declared_tables(manifest: dict[str, Any]) -> list[Table]:
    """The models, seeds and sources of Python that are stored, with the columns of their YAML."""
    nodes = [
        node
        for node in manifest["nodes"].values()
        if node["resource_type"] in ("model", "seed")
        and node["config"]["materialized"] not in ("view", "ephemeral")
    ]
    engine = [node for node in manifest["sources"].values() if node["source_name"] == "engine"]
    return [
        Table(node["schema"], node.get("alias") or node["name"], tuple(node["columns"]))
        for node in nodes + engine
    ]


def test_no_table_is_forgotten(declared_tables: list[Table]) -> None:
    assert unmapped_tables(declared_tables) == []


def test_a_new_table_of_people_without_a_known_key_is_reported() -> None:
    assert unmapped_tables([Table("profile", "int_profile__shoes", ("owner", "size"))])
    assert not unmapped_tables([Table("profile", "int_profile__shoes", ("customer_id", "size"))])


def test_a_table_of_nobody_holds_no_column_tagged_as_personal(
    declared_tables: list[Table], manifest: dict[str, Any]
) -> None:
    personal = {
        node["alias"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model"
        and any(
            column["config"].get("meta", {}).get("pii")
            for column in node["columns"].values()
            if column["name"] not in _ALSO_OF_THINGS
        )
    }
    nobodys = {table.name for table in declared_tables if why_nobodys(table)}

    # Placeholders, and whole postcodes: of no known person.
    assert personal & nobodys == {
        "int_identity__blocked_values",
        "int_profile__area_attributes_survived",
    }


def test_no_rule_by_table_is_left_over(declared_tables: list[Table]) -> None:
    names = {str(table) for table in declared_tables}
    # What publishing writes, and the tombstones, are no models.
    others = {
        "engine.identifier_tombstones",
        "engine.record_tombstones",
        "quality.evidence_set_aside",
        "quality.publication",
        "quality.rows_set_aside",
    }
    exact = {name for name in [*TABLE_RULES, *NOBODYS] if "*" not in name}

    assert exact - names <= others


def test_rules_by_column_do_not_repeat_each_other() -> None:
    first_columns = Counter(group[0].columns for group in COLUMN_RULES)

    assert [columns for columns, count in first_columns.items() if count > 1] == []


def test_every_other_persons_id_in_a_table_has_a_role(declared_tables: list[Table]) -> None:
    for table in declared_tables:
        others = [
            name for name in table.columns if name.endswith("customer_id") and name != "customer_id"
        ]
        predicates = " ".join(conditions(table).values())
        for name in others:
            assert f"held.{name} " in predicates, f"{table}: nobody looks at {name}"


def test_every_landing_table_has_a_key_and_a_name_for_those_it_is_about() -> None:
    for table in read_landing_tables().values():
        name = f"{table.source}.{table.table}"
        assert table.key, f"{name} has no key, so that nobody's rows can be found"
        assert not (table.nobody and table.personal), f"{name} is nobody's, but has personal data"
        assert table.labels["fr"] != table.source, f"{name} has no name that a person understands"
