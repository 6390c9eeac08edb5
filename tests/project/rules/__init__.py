"""The project's own rules. A rule is a function that returns what breaks it, one sentence each."""

from __future__ import annotations

from collections.abc import Iterable


def assert_kept(violations: Iterable[str]) -> None:
    """Fail with one line for each violation."""
    broken = sorted(violations)
    assert not broken, "\n".join([f"{len(broken)} violations:", *broken])
