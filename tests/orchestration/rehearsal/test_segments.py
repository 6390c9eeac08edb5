"""A dry run of changed segments tells who would enter and leave, and only reads."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import duckdb
import pytest

from orchestration.__main__ import main
from orchestration.environment import PROJECT_DIR, Environment
from orchestration.lib.rehearsal.definitions import FUNCTIONS, KEYWORDS
from tests.orchestration.rehearsal.test_dry_run import footprint

SEED = PROJECT_DIR / "seeds" / "rules" / "segments.csv"
COLUMNS = next(csv.reader(SEED.read_text(encoding="utf-8").splitlines()))
ALL = ("many", "orders >= 1")
LOYAL = ("loyal", "orders >= 3")
_TABLES = """
create schema segmentation;
create schema rules;
create table segmentation.int_segmentation__customer_facts as
    select 'c' || n as customer_id, n as orders, 'shop ' || n as shop, n <> 5 as is_profiled
    from range(6) as t (n);
create table segmentation.int_segmentation__segment_runs as
    select timestamp '2026-05-15 12:00:00' as run_at;
create table rules.segments as select * from (values
    ('many', 'Many', 'orders >= 1', '{orders} orders', null::date, null::date),
    ('loyal', 'Loyal', 'orders >= 3', '{orders} orders', null::date, null::date)
) as t (segment_id, name_en, predicate, reason_template, valid_from, valid_to);
create table segmentation.int_segmentation__segments_matched as
    select customer_id, 'many' as segment_id, orders || ' orders' as reason
    from segmentation.int_segmentation__customer_facts where is_profiled and orders >= 1
    union all
    select customer_id, 'loyal', orders || ' orders'
    from segmentation.int_segmentation__customer_facts where is_profiled and orders >= 3;
"""


@pytest.fixture
def warehouse(environment: Environment, monkeypatch: pytest.MonkeyPatch) -> Environment:
    """Five people with none to four orders, and one who objected."""
    with duckdb.connect(str(environment.warehouse)) as connection:
        connection.execute(_TABLES)
    monkeypatch.setenv("SCV_WAREHOUSE", str(environment.warehouse))
    monkeypatch.setenv("DBT_TARGET_PATH", str(environment.target))
    monkeypatch.setenv("COLUMNS", "160")
    return environment


def changed(folder: Path, *segments: tuple[str, ...]) -> str:
    """A folder with segments: id, predicate and, if any, first and last day."""
    folder.mkdir(exist_ok=True)
    with (folder / "segments.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        for segment_id, predicate, *dates in segments:
            row = {"segment_id": segment_id, "name_en": segment_id, "predicate": predicate}
            row["reason_template"] = "{orders} orders"
            writer.writerow({**row, **dict(zip(("valid_from", "valid_to"), dates, strict=False))})
    return str(folder)


def dry_run(capsys: pytest.CaptureFixture[str], rules: str) -> dict[str, dict[str, object]]:
    """What the command tells tools of each segment that would change."""
    assert main(["dry-run", "--rules", rules, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)["segments"]
    effects: dict[str, dict[str, object]] = {row["segment_id"]: row for row in answer["effects"]}
    return {**effects, "": answer}


def test_a_changed_predicate_tells_who_enters_and_leaves(
    warehouse: Environment, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = footprint(warehouse.warehouse)
    found = dry_run(capsys, changed(tmp_path / "rules", ALL, ("loyal", "orders in (2, 4)")))
    loyal = found["loyal"]
    assert (loyal["change"], loyal["members_now"], loyal["members_after"]) == ("predicate", 2, 2)
    assert (loyal["entering"], loyal["leaving"], loyal["share_of_base"]) == (1, 1, 0.4)
    assert loyal["examples"] == [
        {"customer_id": "c2", "what": "enters", "reason": "2 orders"},
        {"customer_id": "c3", "what": "leaves", "reason": "3 orders"},
    ]
    assert "many" not in found
    assert footprint(warehouse.warehouse) == before
    assert not warehouse.target.exists()


def test_new_removed_and_expired_segments_are_told_apart(
    warehouse: Environment, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = dry_run(
        capsys,
        changed(tmp_path / "rules", (*ALL, "", "2026-05-14"), ("most", "orders >= 2")),
    )
    assert [found[name]["change"] for name in ("many", "loyal", "most")] == [
        "dates",
        "removed",
        "new",
    ]
    assert [found[name]["members_after"] for name in ("many", "loyal", "most")] == [0, 0, 3]
    assert found["many"]["warnings"] == ["outside its dates on 2026-05-15"]
    assert found["most"]["warnings"] == [
        "too small to use: 30 members are needed",
        "too coarse: more than 50% of the base",
    ]


def test_a_pair_that_would_come_to_overlap_is_named(
    warehouse: Environment, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = dry_run(capsys, changed(tmp_path / "rules", ALL, ("loyal", "orders >= 2")))
    assert found[""]["overlaps"] == [
        {
            "left_segment_id": "loyal",
            "right_segment_id": "many",
            "both_count": 3,
            "jaccard_now": 0.5,
            "jaccard_after": 0.75,
        }
    ]


def test_the_same_definitions_otherwise_spaced_change_nothing(
    warehouse: Environment, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = changed(tmp_path / "rules", ALL, ("loyal", " orders  >= 3"))
    assert main(["dry-run", "--rules", rules]) == 0
    assert "No segment would change: 2 are defined as they are now." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("segment", "said"),
    [
        (("loyal", "orders >="), "column predicate: Parser Error"),
        (("loyal", "shop > 3"), "column predicate: Binder Error: Cannot compare"),
        (("loyal", "orders"), 'column predicate: "orders" is not true or false but'),
        (("loyal", "sleep(orders) > 1"), 'column predicate: it calls the function "sleep"'),
        (("loyal", "size = '43'"), 'column predicate: it uses "size", which is not a'),
        (("loyal", ""), "column predicate: there is none."),
        (("loyal", "true; drop table people"), "column predicate: it holds a statement"),
        (("loyal", "true), (false"), "column predicate: more than one expression"),
        (("loyal", "true", "2026-02-01", "2026-01-01"), "column valid_to: 2026-01-01 is before"),
        (("loyal", "true", "soon"), 'column valid_from: "soon" is no date.'),
    ],
)
def test_a_definition_that_is_none_is_told_by_file_segment_and_column(
    warehouse: Environment,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    segment: tuple[str, ...],
    said: str,
) -> None:
    assert main(["dry-run", "--rules", changed(tmp_path / "rules", ALL, segment)]) == 1
    assert f'segments.csv: segment "loyal", {said}' in capsys.readouterr().err


def test_a_segment_that_is_there_twice_is_refused(
    warehouse: Environment, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["dry-run", "--rules", changed(tmp_path / "rules", ALL, ALL)]) == 1
    assert 'segment "many", column segment_id: there are several' in capsys.readouterr().err


def test_a_build_and_a_dry_run_allow_the_same_words() -> None:
    macro = PROJECT_DIR / "macros" / "segmentation" / "predicate_words.sql"
    keywords, functions = re.findall(r"return\((\[.*?\])\)", macro.read_text("utf-8"), re.DOTALL)
    assert set(re.findall(r"'(\w+)'", keywords)) == set(KEYWORDS)
    assert set(re.findall(r"'(\w+)'", functions)) == set(FUNCTIONS)
