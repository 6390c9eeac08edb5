"""The audit: the checks of a build, and why it may not be published."""

from collections.abc import Iterable
from dataclasses import dataclass


class AuditFailedError(RuntimeError):
    """The build is not fit to be published; what was published before stays."""


@dataclass(frozen=True)
class Verdict:
    """The latest word of one check on one table.

    Attributes:
        table: The table that was checked.
        check: The check's name.
        has_passed: What it found, or None when it has not judged this build.
        is_grave: Whether its failure forbids publication; the others only warn.
        detail: What it saw.
    """

    table: str
    check: str
    has_passed: bool | None
    is_grave: bool = True
    detail: str = ""


def objections(verdicts: Iterable[Verdict]) -> list[str]:
    """Say, in a sentence each, what forbids publication. No objection means that it may go out.

    A check that has not judged this build counts against it: an unread gauge is not a good reading.
    """
    sentences = []
    for verdict in verdicts:
        name = f"{verdict.check} on {verdict.table}"
        if verdict.has_passed is None:
            sentences.append(f"{name} has not judged this build")
        elif not verdict.has_passed and verdict.is_grave:
            sentences.append(f"{name} failed" + (f": {verdict.detail}" if verdict.detail else ""))
    return sentences


def require_a_clean_audit(verdicts: Iterable[Verdict]) -> None:
    """Let a build pass, or say all that is wrong with it.

    Raises:
        AuditFailedError: When there is an objection.
    """
    found = objections(verdicts)
    if found:
        raise AuditFailedError(
            "The build is not published, and the last published view stays as it is: "
            + "; ".join(found)
            + "."
        )
