"""The demo builds, every claim about it holds, and building it again changes nothing.

These tests build the whole demo warehouse several times, a minute or so each.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.lib.privacy.holdings import stored_tables, unmapped_tables
from orchestration.lib.warehouse.connection import reading
from tests.project.access_reports import (
    exposed_customers,
    identifiers_of_others,
    show,
    wrong_records,
)
from tests.project.builder import Builder
from tests.project.landing_shuffler import shuffle_landing
from tests.project.rules import assert_kept, privacy
from tests.project.rules.project import Project
from tests.project.warehouse_content import (
    Fingerprint,
    column_names,
    crosswalk,
    fingerprints,
)

pytestmark = pytest.mark.slow

MARTS = ("marts", "quality")


@pytest.fixture(scope="module")
def first_content(warehouse: Path) -> dict[str, Fingerprint]:
    """What the marts held after the first build."""
    return fingerprints(warehouse, MARTS)


def test_the_demo_builds_and_every_claim_about_it_holds(
    first_content: dict[str, Fingerprint],
) -> None:
    rows_by_mart = {name: rows for name, (rows, _) in first_content.items()}

    assert rows_by_mart["marts.customers"] > 0
    assert rows_by_mart["marts.customer_events"] > 0


def test_building_again_in_the_same_file_changes_nothing(
    builder: Builder, first_content: dict[str, Fingerprint]
) -> None:
    again = builder.build("first", "--exclude-resource-type", "unit_test")

    assert fingerprints(again, MARTS) == first_content


def test_building_in_a_fresh_file_gives_the_same_customers(
    builder: Builder, warehouse: Path, first_content: dict[str, Fingerprint]
) -> None:
    fresh = builder.build("fresh", "--exclude-resource-type", "unit_test", "test")

    assert crosswalk(fresh) == crosswalk(warehouse)
    assert fingerprints(fresh, MARTS) == first_content


def test_the_order_of_delivery_decides_nothing(
    builder: Builder, warehouse: Path, project_root: Path, tmp_path: Path
) -> None:
    shuffle_landing(project_root / "seeds/landing", tmp_path, seed=20)

    shuffled = builder.build(
        "shuffled", "--select", "+customer_identifiers",
        "--exclude-resource-type", "unit_test", "test",
        landing=tmp_path,
    )  # fmt: skip

    assert crosswalk(shuffled) == crosswalk(warehouse)


def test_every_built_personal_column_is_tagged(warehouse: Path, project: Project) -> None:
    assert_kept(privacy.personal_columns_not_described(column_names(warehouse), project))


def test_of_every_built_table_it_is_known_whose_its_rows_are(warehouse: Path) -> None:
    with reading(warehouse) as connection:
        assert unmapped_tables(stored_tables(connection)) == []


def test_what_a_person_is_shown_identifies_nobody_else_and_leaves_out_none_of_their_marts(
    warehouse: Path,
) -> None:
    with reading(warehouse) as connection:
        for customer_id in exposed_customers(connection, 6):
            shown = show(connection, customer_id)
            assert identifiers_of_others(connection, shown) == set()
            events = connection.execute(
                "select count(*) from marts.customer_events where customer_id = ?", [customer_id]
            ).fetchone()
            assert events == (len(shown.report["marts"].get("customer_events", [])),)
            delivered = set(shown.report["records_as_delivered"])
            assert delivered == {row["tables"] for row in shown.report["sources"]}


def test_the_records_found_for_a_person_are_the_persons(
    warehouse: Path, project_root: Path
) -> None:
    truth = project_root / "seeds/landing/_truth/records.parquet"
    with reading(warehouse) as connection:
        found, wrong = wrong_records(connection, truth)

    # Of 45,000 records that the truth knows, a third are past their retention or of devices that
    # refused to be followed. What is wrong is wrong in identity already: a household's card.
    assert found > 25_000
    assert wrong / found < 0.001
