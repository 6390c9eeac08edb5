"""The command line says what it did, and its exit code says whether that was what was asked."""

from pathlib import Path

import duckdb
import pytest

from orchestration.__main__ import main
from orchestration.commands.instance import SETTINGS, prepare_dagster_home
from orchestration.commands.ui import serve_command
from orchestration.environment import PROJECT_DIR, Environment, read_environment
from orchestration.lib.summary.questions import QUESTIONS

EMPTY_MARTS = """
create schema marts;
create schema quality;
create table quality.publication as
select
    'run' as run_id, 'files' as file_set, timestamp '2026-11-01 04:05:00' as published_at,
    timestamp '2026-10-31 00:00:00' as as_of_at;
create table quality.landing_reconciliation (
    source_name varchar, table_name varchar, file_name varchar, rows_read bigint,
    rows_kept bigint, rows_rejected bigint, rows_repeated bigint, rows_superseded bigint,
    rows_erased bigint, rows_expired bigint
);
create table quality.rows_set_aside (
    source_name varchar, table_name varchar, rule varchar, column_name varchar, row_count bigint
);
create table quality.evidence_set_aside (
    evidence varchar, rule varchar, reason varchar, evidence_count bigint
);
create table quality.identity_health (
    as_of_at timestamp, measure varchar, identifier_type varchar, measured_value double,
    previous_value double, is_alarm boolean, severity varchar, reason varchar
);
insert into quality.identity_health values
    ('2026-10-30', 'customers', 'any', 900, null, true, 'warn', 'Alarm of yesterday.'),
    ('2026-10-31', 'customers', 'any', 946, 900, false, null, null),
    ('2026-10-31', 'identifiers_per_customer_max', 'email', 2, 2, false, null, null),
    ('2026-10-31', 'identifiers_per_customer_max', 'login', 2, 1, true, 'error', 'Two accounts.'),
    ('2026-10-31', 'id_churn_share', 'any', 0.02, 0, true, 'warn', 'Ids moved.');
create table marts.customers (
    customer_id varchar, lifecycle_stage varchar, understanding_level integer, total_amount double
);
create table marts.visitors (visitor_id varchar);
create table marts.customer_devices (
    customer_id varchar, device_type varchar, device_value varchar
);
create table marts.customer_identifiers (
    customer_id varchar, identifier_type varchar, identifier_value varchar
);
create table marts.identity_events (event_type varchar);
create table marts.segment_memberships (customer_id varchar, name_en varchar);
create table marts.campaign_results (
    scope varchar, scope_id varchar, group_type varchar, variant varchar, sent_count bigint,
    held_out_count bigint, click_rate double, visited_uplift double, visited_verdict varchar,
    ordered_uplift double, ordered_verdict varchar
);
create table marts.campaign_choices (
    scope varchar, scope_id varchar, group_type varchar, success_measure varchar, a_rate double,
    b_rate double, pick varchar, more_needed_count bigint
);
create table quality.habit_quality (
    habit varchar, foretold varchar, alternative varchar, customer_count bigint,
    habit_hit_rate double, alternative_hit_rate double, verdict varchar
);
create table marts.next_questions (
    question_id varchar, rank integer, blocked_rule varchar, is_confirmation boolean,
    expected_gain double, expected_value double, answer_probability double
);
create table marts.question_coverage (
    question_id varchar, coverage_rank integer, declared_count bigint, observed_count bigint,
    derived_count bigint, expired_count bigint, missing_count bigint, askable_count bigint,
    commonest_rule varchar, outstanding_points double
);
create table marts.prediction_quality (
    horizon_days integer, target varchar, predictor varchar, measure varchar, value double
);
create table marts.contacts (channel varchar, next_question_id varchar);
create table marts.trigger_decisions (
    trigger_name_en varchar, priority integer, fate varchar
);
"""


@pytest.fixture
def places(environment: Environment, monkeypatch: pytest.MonkeyPatch) -> Environment:
    monkeypatch.setenv("SCV_LANDING", str(environment.landing))
    monkeypatch.setenv("SCV_WAREHOUSE", str(environment.warehouse))
    monkeypatch.setenv("SCV_PUBLISHED", str(environment.published))
    return environment


def test_without_a_published_view_the_summary_says_what_to_type(
    places: Environment, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["summary"]) == 1
    assert "make run" in capsys.readouterr().out


def test_the_summary_of_an_empty_view_is_still_a_summary(
    places: Environment, capsys: pytest.CaptureFixture[str]
) -> None:
    with duckdb.connect(str(places.published)) as connection:
        connection.execute(EMPTY_MARTS)
    assert main(["summary"]) == 0
    text = capsys.readouterr().out
    for question in QUESTIONS:
        assert question.title in text
    assert "31 October 2026" in text
    assert "make ui" in text


def test_the_summary_tells_the_alarms_of_the_last_run_first(
    places: Environment, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    with duckdb.connect(str(places.published)) as connection:
        connection.execute(EMPTY_MARTS)
    main(["summary"])
    text = capsys.readouterr().out
    shown = [text.find(word) for word in ("Two accounts.", "Ids moved.", "946")]
    assert -1 not in shown
    assert shown == sorted(shown)
    assert "Alarm of yesterday." not in text
    assert "identifiers_per_customer_max: email" not in text


def test_the_landing_is_listed_and_what_cannot_be_read_is_named(
    places: Environment, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = places.landing / "shop" / "orders"
    folder.mkdir(parents=True)
    (folder / "2026-10-31.csv").write_text("order_id\n1\n", encoding="utf-8")
    assert main(["check-landing"]) == 0
    (folder / "orders.xlsx").write_text("x", encoding="utf-8")
    assert main(["check-landing"]) == 1
    text = capsys.readouterr().out
    assert "2026-10-31 00:00" in text
    assert "orders.xlsx" in text


def test_the_ui_is_served_to_this_machine_alone() -> None:
    command = serve_command(3001)
    assert command[command.index("--host") + 1] == "127.0.0.1"
    assert command[command.index("--port") + 1] == "3001"


def test_dagster_gets_our_settings_once(
    environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DAGSTER_HOME", raising=False)
    prepare_dagster_home(environment)
    settings = environment.dagster_home / SETTINGS.name
    assert settings.read_text(encoding="utf-8") == SETTINGS.read_text(encoding="utf-8")
    settings.write_text("telemetry: {enabled: false}\n", encoding="utf-8")
    prepare_dagster_home(environment)
    assert settings.read_text(encoding="utf-8") == "telemetry: {enabled: false}\n"


def test_relative_places_are_meant_from_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCV_LANDING", "some/extracts")
    monkeypatch.delenv("SCV_WAREHOUSE", raising=False)
    environment = read_environment()
    assert environment.landing == PROJECT_DIR / "some" / "extracts"
    assert environment.warehouse == PROJECT_DIR / "target" / "warehouse.duckdb"
    assert Path(environment.warehouse_lock).name == "warehouse.duckdb.lock"
