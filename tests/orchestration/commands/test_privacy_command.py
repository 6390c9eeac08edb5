"""`privacy` does what was asked, or says in a sentence why not, and names nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.__main__ import main
from orchestration.commands import privacy
from orchestration.lib.explanation.subjects import UnknownSubjectError
from orchestration.lib.privacy import desk


@pytest.fixture(autouse=True)
def pointed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation in which nothing was built."""
    monkeypatch.setenv("SCV_WAREHOUSE", str(tmp_path / "warehouse.duckdb"))
    monkeypatch.setenv("SCV_LANDING", str(tmp_path / "landing"))


def test_erasing_nobody_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["privacy", "erase"]) == 1
    assert "Name at least one person" in capsys.readouterr().err


def test_before_the_first_run_there_is_nobody_to_erase(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["privacy", "erase", "cus_1"]) == 1
    assert "Nothing was built yet" in capsys.readouterr().err


def test_an_unknown_person_is_not_repeated_on_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise UnknownSubjectError("No record shows email:anna@example.org.")

    monkeypatch.setattr(desk, "rectify", unknown)

    assert main(["privacy", "rectify", "email:anna@example.org", "city=Lyon"]) == 1
    printed = capsys.readouterr()
    assert "Nobody is known under what was asked for." in printed.err
    assert "anna" not in printed.err + printed.out


def test_a_correction_without_a_value_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["privacy", "rectify", "cus_1", "city"]) == 1
    assert "Write attribute=value instead of 'city'." in capsys.readouterr().err


def test_every_action_of_the_command_line_is_performed_by_somebody() -> None:
    parsed = {"access", "erase", "object", "rectify", "data-map"}

    assert set(privacy.ACTIONS) == parsed
