"""Dagster's definitions, loaded once, and an installation that they are pointed to."""

from pathlib import Path

import pytest

from orchestration.environment import Environment


@pytest.fixture
def pointed(built: Environment, monkeypatch: pytest.MonkeyPatch) -> Environment:
    """A small built warehouse that the definitions take for theirs."""
    monkeypatch.setenv("SCV_LANDING", str(built.landing))
    monkeypatch.setenv("SCV_WAREHOUSE", str(built.warehouse))
    monkeypatch.setenv("SCV_PUBLISHED", str(built.published))
    monkeypatch.setenv("SCV_THREADS", "1")
    monkeypatch.setenv("SCV_TEMP_DIRECTORY", str(built.spill))
    return built


def deliver(environment: Environment, name: str, content: str = "x") -> Path:
    """Put a file into the landing folder, delivered long enough ago to be complete."""
    path = environment.landing / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path
