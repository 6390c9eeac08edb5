"""Nothing comes in that may not be kept: erased records, and what is past its retention."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from orchestration.lib.privacy.keyed_hash import keyed_hash
from orchestration.lib.privacy.tombstones import Tombstones, set_tombstones
from tests.project.landing_project import Build, LandingProject, copied_landing

REVIEWS = "survey/reviews/2026-10-29.csv"
HEADER = "review_id,account_id,email,sku,rating,title,comment,sentiment,created_at\n"
CARTS = "shop/carts/2026-10-29.csv"
ERASED_AT = datetime(2026, 10, 21)  # noqa: DTZ001 the warehouse's times are UTC without a zone


def row(review: int, created_at: str = "2026-10-20T10:00:00Z", rating: object = 5) -> str:
    return f"v-{review},1001,gone@example.org,s-1,{rating},,,,{created_at}\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> LandingProject:
    """The staging of two sources."""
    return LandingProject(tmp_path_factory.mktemp("project"), ("survey", "shop"))


@pytest.fixture
def landing(tmp_path: Path) -> Path:
    return copied_landing(tmp_path / "landing", "survey", "shop")


@pytest.fixture
def reviews(project: LandingProject, landing: Path) -> Path:
    """Three delivered reviews: one of an erased person, one of theirs after they came back, and
    one of somebody else."""
    (landing / REVIEWS).write_text(
        HEADER + row(1) + row(2, "2026-10-28T10:00:00Z") + row(3), "utf-8"
    )
    bury(project, "survey.reviews", "survey.reviews:v-1", "survey.reviews:v-2")
    return landing


def bury(project: LandingProject, place: str, *names: str) -> None:
    """Leave the tombstones of some records, and no others."""
    with duckdb.connect(str(project.warehouse)) as connection:
        connection.execute("drop table if exists engine.record_tombstones")
        hashes = [
            connection.execute(f"select {keyed_hash('$1')}", [name]).fetchall()[0][0]
            for name in names
        ]
        set_tombstones(connection, Tombstones({place: tuple(hashes)}, ()), ERASED_AT, "request")


def outcomes(build: Build) -> list[tuple[object, ...]]:
    assert not build.errors
    return build.rows(
        "select _source_row, _outcome, review_id, email, _raw_record"
        " from staging.base_survey__reviews order by _source_row"
    )


def test_an_erased_record_leaves_nothing_but_its_place(
    project: LandingProject, reviews: Path
) -> None:
    assert outcomes(project.build(reviews, "base_survey__reviews"))[0] == (
        1, "erased", None, None, None,
    )  # fmt: skip


def test_what_tells_something_newer_than_the_erasure_comes_in(
    project: LandingProject, reviews: Path
) -> None:
    second = outcomes(project.build(reviews, "base_survey__reviews"))[1]

    assert second[1:3] == ("kept", "v-2")


def test_other_peoples_records_come_in(project: LandingProject, reviews: Path) -> None:
    third = outcomes(project.build(reviews, "base_survey__reviews"))[2]

    assert third[1:4] == ("kept", "v-3", "gone@example.org")


def test_the_counts_of_a_file_still_add_up(project: LandingProject, reviews: Path) -> None:
    build = project.build(reviews, "survey__landing_files")

    assert build.rows(
        "select rows_read, rows_kept, rows_erased from staging.survey__landing_files"
        f" where file_name = '{REVIEWS}'"
    ) == [(3, 2, 1)]


def test_a_broken_row_of_an_erased_person_is_known_by_its_content(
    project: LandingProject, landing: Path
) -> None:
    (landing / REVIEWS).write_text(HEADER + row(1, rating="great") + row(2), "utf-8")
    bury(project, "survey.reviews")
    broken = outcomes(project.build(landing, "base_survey__reviews"))[0]
    bury(project, "survey.reviews", f"survey.reviews:{broken[4]}")

    assert broken[1] == "rejected"
    assert outcomes(project.build(landing, "base_survey__reviews"))[0][1:] == (
        "erased", None, None, None,
    )  # fmt: skip


def test_the_lines_of_an_erased_order_go_with_it(project: LandingProject, landing: Path) -> None:
    bury(project, "shop.orders", "shop.orders:5001")
    build = project.build(landing, "base_shop__order_lines", "base_shop__orders")

    lines = build.rows("select order_id, _outcome from staging.base_shop__order_lines")
    assert not build.errors
    assert ("5001", "kept") not in lines
    assert (None, "erased") in lines
    assert ("5002", "kept") in lines


def test_somebody_elses_order_stays_without_the_cells_that_name_the_erased(
    project: LandingProject, landing: Path
) -> None:
    bury(project, "shop.orders.recipient_email", "shop.orders:5002")
    build = project.build(landing, "base_shop__orders")

    assert build.rows(
        "select _outcome, buyer_email, recipient_email, recipient_last_name"
        " from staging.base_shop__orders where order_id = '5002'"
    ) == [("kept", "guest@example.net", None, "Petit")]


def test_what_is_past_the_retention_of_its_class_is_only_counted(
    project: LandingProject, landing: Path
) -> None:
    bury(project, "survey.reviews")
    old, within = "2023-10-29T23:59:59Z", "2023-10-30T00:00:00Z"
    (landing / REVIEWS).write_text(HEADER + row(1, old) + row(2, within), "utf-8")

    assert [line[1:3] for line in outcomes(project.build(landing, "base_survey__reviews"))] == [
        ("expired", None),
        ("kept", "v-2"),
    ]


def test_the_cookie_of_an_old_order_goes_before_the_order(
    project: LandingProject, landing: Path
) -> None:
    bury(project, "shop.orders")
    orders = landing / "shop/orders/2026-10-29.csv"
    lines = orders.read_text("utf-8").splitlines(keepends=True)
    lines[1] = lines[1].replace("2026-", "2022-")
    orders.write_text("".join(lines), "utf-8")

    build = project.build(landing, "base_shop__orders")

    assert build.rows(
        "select order_id, _outcome, anonymous_id is not null from staging.base_shop__orders"
        " where order_id in ('5001', '5002') order by order_id"
    ) == [("5001", "kept", False), ("5002", "kept", True)]


def test_a_class_without_a_limit_keeps_everything(project: LandingProject, landing: Path) -> None:
    accounts = landing / "shop/accounts/2026-10-29.csv"
    text = accounts.read_text("utf-8")
    accounts.write_text(text.replace("2026-", "2001-").replace("2025-", "2001-"), "utf-8")
    build = project.build(landing, "base_shop__accounts")

    assert {outcome for (outcome,) in build.rows(
        "select _outcome from staging.base_shop__accounts"
    )} <= {"kept", "superseded", "repeated"}  # fmt: skip
