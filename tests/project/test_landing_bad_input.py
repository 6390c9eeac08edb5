"""Bad input never passes silently: it is an error, or a row set aside, that says what and where."""

from __future__ import annotations

import gzip
from pathlib import Path

import duckdb
import pytest

from tests.project.landing_project import LandingProject, copied_landing

REVIEWS = "survey/reviews/2026-10-29.csv"
CALLS = "web/calls/2026-10-29.jsonl"
EVENTS = "email/events/2026-10-29.csv"
HEADER = "review_id,account_id,email,sku,rating,title,comment,sentiment,created_at\n"
SOUND = "v-{},1001,,s-1,{},,,,2026-10-20T10:00:00Z\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> LandingProject:
    """The staging of one source per file format."""
    return LandingProject(tmp_path_factory.mktemp("project"), ("survey", "web", "email"))


@pytest.fixture
def landing(tmp_path: Path) -> Path:
    """A sound landing folder, to be spoilt."""
    return copied_landing(tmp_path / "landing", "survey", "web", "email")


def rejected(project: LandingProject, landing: Path, source: str) -> list[tuple[object, ...]]:
    """The rows of a source that a build sets aside, without their content."""
    build = project.build(landing, f"{source}__rejected")
    assert not build.errors
    return build.rows(
        "select source_name, table_name, file_name, row_number, rule, column_name"
        f" from quality.{source}__rejected order by file_name, row_number"
    )


def test_a_sound_landing_has_no_rejected_rows(project: LandingProject, landing: Path) -> None:
    assert [rejected(project, landing, source) for source in ("survey", "web", "email")] == [[]] * 3


def test_an_empty_landing_folder_is_an_error_that_names_the_switch(
    project: LandingProject, tmp_path: Path
) -> None:
    error = project.build(tmp_path, "base_survey__reviews").only_error()

    assert "rule no_files" in error
    assert "source 'survey', table 'reviews', file 'survey/reviews/'" in error
    assert "survey_enabled: false" in error


def test_a_table_without_files_is_an_error(project: LandingProject, landing: Path) -> None:
    (landing / REVIEWS).unlink()

    error = project.build(landing, "survey__rejected").only_error()

    assert "rule no_files" in error
    assert "table 'reviews'" in error


def test_a_missing_column_is_an_error(project: LandingProject, landing: Path) -> None:
    text = (landing / REVIEWS).read_text("utf-8")
    (landing / REVIEWS).write_text(text.replace("rating", "stars"), "utf-8")

    error = project.build(landing, "base_survey__reviews").only_error()

    assert "rule missing_column" in error
    assert f"source 'survey', table 'reviews', file '{REVIEWS}'" in error
    assert "no column 'rating'" in error


def test_a_missing_column_of_a_parquet_file_is_an_error(
    project: LandingProject, landing: Path
) -> None:
    _as_parquet(landing / EVENTS, "select * exclude (event_time)")

    error = project.build(landing, "base_email__events").only_error()

    assert "rule missing_column" in error
    assert "file 'email/events/2026-10-29.parquet'" in error
    assert "no column 'event_time'" in error


def test_a_missing_optional_column_is_empty(project: LandingProject, landing: Path) -> None:
    (landing / REVIEWS).write_text(
        "created_at,rating,review_id\n2026-10-20T10:00:00Z,4,v-1\n", "utf-8"
    )

    build = project.build(landing, "base_survey__reviews")

    assert build.rows(
        "select review_id, rating, title, _outcome from staging.base_survey__reviews"
    ) == [("v-1", 4, None, "kept")]


def test_a_value_of_another_type_sets_its_row_aside(project: LandingProject, landing: Path) -> None:
    (landing / REVIEWS).write_text(HEADER + SOUND.format(1, 5) + SOUND.format(2, "great"), "utf-8")

    assert rejected(project, landing, "survey") == [
        ("survey", "reviews", REVIEWS, 2, "wrong_type", "rating")
    ]


def test_a_rejected_row_is_kept_as_delivered(project: LandingProject, landing: Path) -> None:
    (landing / REVIEWS).write_text(HEADER + SOUND.format(2, "great"), "utf-8")

    build = project.build(landing, "survey__rejected")

    assert build.rows(
        "select raw_record ->> 'rating', raw_record ->> 'account_id' from quality.survey__rejected"
    ) == [("great", "1001")]


def test_a_truncated_parquet_file_is_an_error(project: LandingProject, landing: Path) -> None:
    file = _as_parquet(landing / EVENTS, "select *")
    file.write_bytes(file.read_bytes()[:-100])

    error = project.build(landing, "base_email__events").only_error()

    assert "rule unreadable_parquet" in error
    assert "source 'email', table 'events', file 'email/events/2026-10-29.parquet'" in error


def test_a_line_that_is_not_json_is_set_aside(project: LandingProject, landing: Path) -> None:
    lines = (landing / CALLS).read_text("utf-8").splitlines()
    (landing / CALLS).write_text("\n".join([lines[0], lines[1][:40], *lines[2:]]), "utf-8")

    build = project.build(landing, "web__rejected")

    assert build.rows(
        "select source_name, table_name, file_name, row_number, rule,"
        " raw_record ->> 'unreadable_line' from quality.web__rejected"
    ) == [("web", "calls", CALLS, 2, "invalid_json", lines[1][:40])]


def test_a_duplicate_key_sets_the_second_row_aside(project: LandingProject, landing: Path) -> None:
    (landing / REVIEWS).write_text(
        HEADER + SOUND.format(1, 5) + SOUND.format(2, 5) + SOUND.format(1, 1), "utf-8"
    )

    assert rejected(project, landing, "survey") == [
        ("survey", "reviews", REVIEWS, 3, "duplicate_key", "review_id")
    ]


def test_a_csv_file_that_is_not_utf8_is_an_error(project: LandingProject, landing: Path) -> None:
    text = HEADER + SOUND.format(1, 5) + "v-2,1001,,s-1,5,Très bien,,,2026-10-20T10:00:00Z\n"
    (landing / REVIEWS).write_bytes(text.encode("latin-1"))

    error = project.build(landing, "base_survey__reviews").only_error()

    assert "rule not_utf8" in error
    assert f"source 'survey', table 'reviews', file '{REVIEWS}'" in error
    assert "line 3" in error


@pytest.mark.parametrize(
    "line",
    ["v-2,too,few\n", SOUND.format(2, 5).replace("\n", ",one,more\n"), 'v-2,"open"quote,,,,,,,\n'],
    ids=["too few cells", "too many cells", "text after a closing quote"],
)
def test_a_line_that_does_not_split_into_columns_is_set_aside(
    project: LandingProject, landing: Path, line: str
) -> None:
    (landing / REVIEWS).write_text(
        HEADER + SOUND.format(1, 5) + line + SOUND.format(3, 5) + SOUND.format(4, "great"), "utf-8"
    )

    assert rejected(project, landing, "survey") == [
        ("survey", "reviews", REVIEWS, 2, "malformed_row", None),
        ("survey", "reviews", REVIEWS, 4, "wrong_type", "rating"),
    ]


def test_an_empty_csv_file_is_an_error(project: LandingProject, landing: Path) -> None:
    (landing / REVIEWS).write_text("", "utf-8")

    error = project.build(landing, "base_survey__reviews").only_error()

    assert "rule empty_file" in error
    assert f"file '{REVIEWS}'" in error


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("reviews.csv", "no_delivery_date"),
        ("2026-13-01.csv", "no_delivery_date"),
        ("2026-10-29T2500Z.csv", "no_delivery_date"),
        ("2026-10-30.xlsx", "unknown_format"),
    ],
)
def test_a_file_name_that_tells_no_delivery_is_an_error(
    project: LandingProject, landing: Path, name: str, rule: str
) -> None:
    (landing / "survey/reviews" / name).write_text(HEADER, "utf-8")

    error = project.build(landing, "base_survey__reviews").only_error()

    assert f"rule {rule}" in error
    assert f"file 'survey/reviews/{name}'" in error


def _as_parquet(csv: Path, select: str) -> Path:
    """Deliver a CSV fixture as Parquet instead."""
    parquet = csv.with_suffix(".parquet")
    with duckdb.connect() as connection:
        connection.execute(
            f"copy ({select} from read_csv('{csv}', all_varchar = true)) to '{parquet}'"
        )
    csv.unlink()
    return parquet


def test_every_format_delivers_the_same_rows(
    project: LandingProject, landing: Path, tmp_path: Path
) -> None:
    def delivered(folder: Path) -> list[tuple[object, ...]]:
        build = project.build(folder, "base_email__events")
        assert not build.errors
        return build.rows(
            "select * exclude (_source_file) from staging.base_email__events order by event_id"
        )

    expected = delivered(landing)
    other = copied_landing(tmp_path / "parquet", "email")
    _as_parquet(other / EVENTS, "select *")
    as_parquet = delivered(other)
    other = copied_landing(tmp_path / "zipped", "email")
    text = (other / EVENTS).read_bytes().replace(b"\n", b"\r\n")
    (other / EVENTS).unlink()
    (other / "email/events/2026-10-29.csv.gz").write_bytes(gzip.compress(b"\xef\xbb\xbf" + text))
    as_zipped_csv_of_a_spreadsheet = delivered(other)
    other = copied_landing(tmp_path / "json", "email")
    with duckdb.connect() as connection:
        connection.execute(
            f"copy (from read_csv('{other / EVENTS}', all_varchar = true))"
            f" to '{other / 'email/events/2026-10-29.jsonl'}' (format json)"
        )
    (other / EVENTS).unlink()
    as_json = delivered(other)

    assert as_parquet == expected
    assert as_zipped_csv_of_a_spreadsheet == expected
    assert as_json == expected


def test_typed_and_nested_parquet_reads_like_text(project: LandingProject, landing: Path) -> None:
    (landing / CALLS).unlink()
    with duckdb.connect() as connection:
        connection.execute(
            "copy (select 'm-1' as messageId, 'track' as type, 'c-1' as anonymousId,"
            " {'sku': 's-1', 'price': 9.9} as properties,"
            " timestamp '2026-10-28 10:00:00.25' as receivedAt)"
            f" to '{landing / 'web/calls/2026-10-29.parquet'}'"
        )

    build = project.build(landing, "base_web__calls")

    assert build.rows(
        "select properties__sku, properties__price, cast(receivedAt as varchar), _outcome"
        " from staging.base_web__calls"
    ) == [("s-1", "9.9", "2026-10-28 10:00:00.25", "kept")]


def test_a_row_that_says_when_it_was_ingested_is_believed(
    project: LandingProject, landing: Path
) -> None:
    (landing / REVIEWS).write_text(
        "review_id,rating,created_at,_ingested_at\n"
        "v-1,4,2026-10-20T10:00:00Z,2026-10-29T06:30:00+02:00\n"
        "v-2,4,2026-10-20T10:00:00Z,\n",
        "utf-8",
    )

    build = project.build(landing, "base_survey__reviews")

    assert build.rows(
        "select review_id, cast(ingested_at as varchar)"
        " from staging.base_survey__reviews order by review_id"
    ) == [("v-1", "2026-10-29 04:30:00"), ("v-2", "2026-10-29 00:00:00")]


def test_the_rows_of_each_file_are_all_accounted_for(
    project: LandingProject, landing: Path
) -> None:
    (landing / REVIEWS).write_text(
        HEADER + SOUND.format(1, 5) + SOUND.format(1, 5) + "v-2,too,few\n" + SOUND.format(3, 3),
        "utf-8",
    )
    later = "survey/reviews/2026-10-29T0630Z__late.csv"
    (landing / later).write_text(HEADER + SOUND.format(3, 4), "utf-8")

    build = project.build(landing, "survey__landing_files")

    assert build.rows(
        "select file_name, rows_read, rows_kept, rows_rejected, rows_repeated, rows_superseded"
        " from staging.survey__landing_files where table_name = 'reviews' order by file_name"
    ) == [(REVIEWS, 4, 1, 1, 1, 1), (later, 1, 1, 0, 0, 0)]
