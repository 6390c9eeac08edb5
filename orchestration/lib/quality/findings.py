"""What expectations found, in words that need no Great Expectations to be read."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """What one expectation saw.

    Attributes:
        expectation: The expectation in words.
        has_passed: Whether it was met.
        detail: The numbers behind it, or the error that kept it from looking.
    """

    expectation: str
    has_passed: bool
    detail: str


def summarise(findings: Sequence[Finding]) -> str:
    """Return the expectations that were not met, or that all were."""
    missed = [
        f"{finding.expectation} ({finding.detail})"
        for finding in findings
        if not finding.has_passed
    ]
    return "; ".join(missed) if missed else f"All {len(findings)} expectations are met."
