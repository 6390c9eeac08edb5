"""What each column of a mart is and is for is stated, and the page that says so is current."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from orchestration.lib.privacy import data_map
from orchestration.lib.privacy.declarations import (
    DeclaredColumn,
    Recipient,
    classes_by_name,
    purposes_by_name,
    read_columns,
    read_recipients,
    read_rules,
)
from tests.project.rules import assert_kept, purposes
from tests.project.rules.project import Project

EMAIL = DeclaredColumn("contacts", "contact_point", "contact_point", ("marketing",), is_pii=True)
PLATFORM = Recipient(
    "platform", "export", ("marketing",), {"fr": "Le prestataire", "en": "The provider"},
    ("contacts",),
)  # fmt: skip


def test_every_column_of_a_mart_declares_its_class_and_purposes(project: Project) -> None:
    assert_kept(
        purposes.columns_not_declared(read_columns(), classes_by_name(), purposes_by_name())
    )
    declared = {(column.mart, column.name) for column in read_columns()}
    built = {
        (model.name, column.name)
        for model in project.models_under("marts")
        for column in model.columns
    }
    assert declared == built


@pytest.mark.parametrize(
    "wrong",
    [
        replace(EMAIL, data_class=""),
        replace(EMAIL, data_class="secret"),
        replace(EMAIL, data_class="technical"),
        replace(EMAIL, purposes=()),
        replace(EMAIL, purposes=("marketing", "fun")),
    ],
)
def test_a_column_that_declares_nothing_or_something_unknown_is_reported(
    wrong: DeclaredColumn,
) -> None:
    classes, known = classes_by_name(), purposes_by_name()

    assert list(purposes.columns_not_declared([wrong], classes, known))
    assert not list(purposes.columns_not_declared([EMAIL], classes, known))


def test_every_export_names_its_recipient_and_sends_what_is_for_its_purposes() -> None:
    assert_kept(
        purposes.exports_not_declared(read_recipients(), read_columns(), purposes_by_name())
    )
    assert [recipient.name for recipient in read_recipients() if recipient.kind == "export"]


@pytest.mark.parametrize(
    "wrong",
    [
        replace(PLATFORM, kind="leak"),
        replace(PLATFORM, texts={"fr": "Le prestataire", "en": ""}),
        replace(PLATFORM, purposes=()),
        replace(PLATFORM, purposes=("fun",)),
        replace(PLATFORM, purposes=("marketing", "statistics")),
        replace(PLATFORM, purposes=("service",)),
    ],
)
def test_an_export_for_another_purpose_or_to_nobody_is_reported(wrong: Recipient) -> None:
    known = purposes_by_name()

    assert list(purposes.exports_not_declared([wrong], [EMAIL], known))
    assert not list(purposes.exports_not_declared([PLATFORM], [EMAIL], known))


def test_every_purpose_that_consent_is_asked_for_is_a_purpose_by_consent() -> None:
    asked = {row["purpose"] for row in read_rules("consent_purposes")}
    by_consent = {
        name for name, row in purposes_by_name().items() if row["legal_basis"] == "consent"
    }

    assert asked == by_consent


def test_every_permission_that_a_purpose_needs_is_a_column_of_customers() -> None:
    needed = {row["needs_permission"] for row in purposes_by_name().values()} - {""}
    columns = {column.name for column in read_columns() if column.mart == "customers"}

    assert needed <= columns


def test_the_data_map_is_what_the_project_declares_now() -> None:
    written = data_map.PAGE.read_text(encoding="utf-8")

    assert written == data_map.draw(), "run `python -m orchestration privacy data-map`"


@pytest.mark.slow
def test_asking_for_an_undeclared_column_names_it(project_root: Path, tmp_path: Path) -> None:
    run = subprocess.run(
        [
            *(sys.executable, "-m", "dbt.cli.main", "compile", "--target", "lint"),
            *("--inline", "{{ permitted('customers', 'shoe_polish') }}"),
            *("--project-dir", str(project_root), "--profiles-dir", str(project_root)),
            *("--target-path", str(tmp_path), "--log-path", str(tmp_path)),
        ],
        cwd=project_root,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode != 0
    assert "The column customers.shoe_polish declares no purposes" in run.stdout
