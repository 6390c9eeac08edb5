"""The SQL says the same on every engine, every day and in every order of its rows."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.project.rules import assert_kept, sql
from tests.project.rules.project import Project, is_under

# These folders exist to hold what only one engine understands.
ENGINE_FOLDERS = ("macros/cross_db", "macros/materializations")


@pytest.fixture(scope="module")
def macro_files(project_root: Path) -> dict[str, str]:
    """Text by path of the macros and generic tests, which the linter cannot render."""
    return _texts(project_root, "macros", "tests/generic")


@pytest.fixture(scope="module")
def portable_files(project_root: Path) -> dict[str, str]:
    """Text by path of all SQL that has to run on any engine."""
    files = _texts(project_root, "models", "macros", "tests/generic", "tests/singular")
    return {path: text for path, text in files.items() if not is_under(path, *ENGINE_FOLDERS)}


def _texts(root: Path, *folders: str) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_text("utf-8")
        for folder in folders
        for path in sorted((root / folder).rglob("*.sql"))
    }


def test_no_engine_is_named_outside_its_folders(portable_files: dict[str, str]) -> None:
    broken = [
        f"{path}: {what}"
        for path, text in portable_files.items()
        for what in sql.engine_specific_functions(text)
    ]
    assert_kept(broken)


def test_the_predicates_of_seeds_are_portable_too(project_root: Path) -> None:
    broken = []
    for path in sorted((project_root / "seeds/rules").rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            predicates = [row.get("predicate") or "" for row in csv.DictReader(file)]
        for predicate in predicates:
            found = [*sql.engine_specific_functions(predicate), *sql.clock_reads(predicate)]
            broken += [f"{path.name}: {what} in `{predicate}`" for what in found]

    assert_kept(broken)


def test_no_model_reads_the_clock(portable_files: dict[str, str]) -> None:
    broken = [
        f"{path}: {what}" for path, text in portable_files.items() for what in sql.clock_reads(text)
    ]
    assert_kept(broken)


def test_every_order_that_takes_a_row_is_total(portable_files: dict[str, str]) -> None:
    broken = [
        f"{path}: {what}"
        for path, text in portable_files.items()
        for what in sql.untotal_orders(text)
    ]
    assert_kept(broken)


def test_no_model_hides_a_fan_out(project: Project) -> None:
    broken = [
        f"{model.path}: {what}"
        for model in project.models
        for what in sql.hidden_fan_outs(model.sql)
    ]
    assert_kept(broken)


def test_no_model_is_two_models(project: Project) -> None:
    broken = [
        f"{model.path}: {what}" for model in project.models for what in sql.too_long(model.sql)
    ]
    assert_kept(broken)


def test_every_model_ends_in_its_last_step(project: Project) -> None:
    broken = [
        f"{model.path}: {what}"
        for model in project.models
        for what in sql.unfinished(
            model.sql, "(?:renamed|final)" if model.name.startswith("stg_") else "final"
        )
    ]
    assert_kept(broken)


def test_what_the_linter_leaves_out_is_nothing_but_macro_calls(project_root: Path) -> None:
    patterns = (project_root / ".sqlfluffignore").read_text("utf-8").splitlines()
    left_out = [
        path
        for pattern in patterns
        if pattern and not pattern.startswith("#")
        for path in project_root.glob(pattern)
    ]

    assert left_out
    assert_kept(
        f"{path.name}: {what}"
        for path in left_out
        for what in sql.more_than_macro_calls(path.read_text("utf-8"))
    )


def test_macros_and_generic_tests_are_tidy(macro_files: dict[str, str]) -> None:
    broken = [
        f"{path}: {what}" for path, text in macro_files.items() for what in sql.untidy_lines(text)
    ]
    assert_kept(broken)


@pytest.mark.parametrize(
    "text",
    [
        "select a::text from b",
        "select arg_max(a, b) from c",
        "select * exclude (a) from b",
        "select a from b qualify row_number() over (order by a) = 1",
        "select a, count(*) from b group by all",
        "select list_sort(list(a)) from b",
        "select payload ->> 'x' from b",
        "select json_extract_string(payload, 'x') from b",
        "select * from read_csv('x.csv')",
        "select date_diff('day', a, b) from c",
        "select md5(a) from b",
        "select sum(a) filter (where b) from c",
    ],
)
def test_what_only_one_engine_understands_is_reported(text: str) -> None:
    assert list(sql.engine_specific_functions(text))


@pytest.mark.parametrize(
    "text",
    [
        "select {{ json_text('payload', 'x') }} from b",
        "-- arg_max would not be portable",
        "{# list_sort(a) #} select 'a::b' as text from c",
        "select coalesce(a, 0), replace(b, 'x', 'y'), cast(c as date), extract(year from d) from e",
        "select sum(a) over (order by b rows between unbounded preceding and current row) from c",
    ],
)
def test_what_every_engine_understands_is_fine(text: str) -> None:
    assert not list(sql.engine_specific_functions(text))


@pytest.mark.parametrize("clock", ["current_timestamp", "now()", "{{ run_started_at }}"])
def test_reading_the_clock_is_reported(clock: str) -> None:
    assert list(sql.clock_reads(f"select {clock} as asked_at from a"))


def test_naming_the_clock_in_a_comment_is_fine() -> None:
    assert not list(sql.clock_reads("select a from b -- never current_timestamp"))


@pytest.mark.parametrize(
    "text",
    [
        "row_number() over (partition by a)",
        "row_number() over (order by a, b)",
        "row_number() over (order by a desc)",
        "first_value(a) over (partition by b order by coalesce(c, d) desc, e)",
        "lag(a) ignore nulls over (order by b, c nulls last)",
        "row_number() over w from t window w as (partition by a order by coalesce(b, c), d)",
    ],
)
def test_an_order_that_leaves_a_row_to_chance_is_reported(text: str) -> None:
    assert list(sql.untotal_orders(f"select {text}"))


@pytest.mark.parametrize(
    "text",
    [
        "row_number() over (partition by a order by b desc nulls last, c)",
        "row_number() over (order by b asc nulls first)",
        "row_number() over (order by count(*) desc, b)",
        "row_number() over (order by case when a is null then 0 else 1 end, b)",
        "first_value(a) over (order by b(c, d) nulls last, e rows between 1 preceding and 0)",
        "sum(a) over (partition by b)",
        "row_number() over w from t window w as (partition by a order by b nulls last, c)",
    ],
)
def test_a_total_order_is_fine(text: str) -> None:
    assert not list(sql.untotal_orders(f"select {text}"))


def test_a_distinct_that_may_hide_a_fan_out_is_reported() -> None:
    assert list(sql.hidden_fan_outs("select distinct a from b"))
    assert not list(sql.hidden_fan_outs("select count(distinct a) as a_count from b"))


def test_a_model_of_151_lines_is_reported() -> None:
    assert list(sql.too_long("\n".join(["select 1"] * 151)))
    assert not list(sql.too_long("\n".join(["select 1"] * 150)))


def test_a_model_that_ends_in_something_else_is_reported() -> None:
    assert list(sql.unfinished("with a as (select 1 as b)\n\nselect b from a", "final"))
    assert not list(sql.unfinished("with final as (select 1 as b)\n\nselect * from final", "final"))


@pytest.mark.parametrize("text", ["SELECT 1\n", "1 \n", "a\t1\n", "x" * 101 + "\n", "x"])
def test_an_untidy_macro_is_reported(text: str) -> None:
    assert list(sql.untidy_lines(text))


def test_sql_of_its_own_in_a_frame_of_macro_calls_is_reported() -> None:
    frame = (
        "{{ config(x=1) }}\n{% set y = z() %}\nwith a as (\n    {{ b(y) }}\n),\n\n"
        "final as (\n    STEP\n)\n\nselect * from final\n"
    )

    assert not list(sql.more_than_macro_calls(frame.replace("STEP", "{{ c('a') }}")))
    assert list(sql.more_than_macro_calls(frame.replace("STEP", "select 1 as b from a")))
