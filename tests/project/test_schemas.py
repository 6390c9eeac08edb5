"""Every YAML that dbt reads is what dbt's own JSON schemas say it should be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from dbt.clients.yaml_helper import safe_load

from tests.project.rules import assert_kept, schemas


def test_the_project_file_follows_the_schema(project_root: Path) -> None:
    content = safe_load((project_root / "dbt_project.yml").read_text("utf-8")) or {}

    assert_kept(schemas.project_file_errors(content))


def test_every_resource_file_follows_the_schema(project_root: Path) -> None:
    files = [
        path
        for folder in ("models", "seeds/rules", "macros", "tests/generic", "tests/singular")
        for path in sorted((project_root / folder).rglob("*.y*ml"))
    ]
    broken = [
        f"{path.relative_to(project_root)}: {error}"
        for path in files
        for error in schemas.resource_file_errors(safe_load(path.read_text("utf-8")) or {})
    ]

    assert files
    assert_kept(broken)


@pytest.mark.parametrize(
    "model",
    [
        {"name": "a", "owner": "anna"},
        {"name": "a", "meta": {"pii": True}},
        {"name": "a", "tags": ["daily"]},
        {"name": "a", "config": {"colour": "blue"}},
        {"name": "a", "columns": [{"name": "b", "meta": {"pii": True}}]},
        {"name": "a", "data_tests": [{"sums_to": {"total": "b"}}]},
    ],
    ids=["custom key", "meta", "tags", "custom config", "column meta", "test without arguments"],
)
def test_a_key_that_dbt_does_not_know_is_reported(model: dict[str, Any]) -> None:
    assert list(schemas.resource_file_errors({"models": [model]}))


def test_a_custom_key_of_the_project_is_reported() -> None:
    assert list(schemas.project_file_errors({"name": "a", "colour": "blue"}))


def test_keys_that_dbt_knows_are_fine() -> None:
    column = {
        "name": "b",
        "config": {"meta": {"pii": True}},
        "data_tests": [
            {"accepted_values": {"arguments": {"values": ["x"]}, "config": {"severity": "warn"}}}
        ],
    }
    switch = {"enabled": "{{ var('s_enabled') }}"}
    source = {"name": "s", "config": switch, "tables": [{"name": "t"}]}
    content = {"models": [{"name": "a", "columns": [column]}], "sources": [source]}

    assert_kept(schemas.resource_file_errors(content))
