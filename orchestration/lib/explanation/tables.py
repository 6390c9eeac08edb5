"""Draws an explanation for reading on a screen."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from orchestration.lib.explanation.comparison import Comparison, Step
from orchestration.lib.explanation.portrait import Portrait
from orchestration.lib.explanation.times import BEGINNING_OF_TIME, END_OF_TIME
from orchestration.lib.summary.tables import draw_rows

_DAY = "%Y-%m-%d"


def draw_comparison(comparison: Comparison) -> RenderableType:
    """Draw what ties two identifiers, or keeps them apart."""
    parts: list[RenderableType] = [Text(comparison.sentence), Text()]
    if comparison.chain:
        parts.append(draw_rows("The chain of evidence", [_hop(s) for s in comparison.chain], ""))
    parts += [
        Text(f"  {step.number}. {_why(step)}: {step.reason}", style="dim")
        for step in comparison.chain
        if step.reason
    ]
    if comparison.seen_together:
        parts += [Text(), *_with_reasons("In common", comparison.seen_together, "")]
    return Group(*parts)


def draw_portrait(portrait: Portrait) -> RenderableType:
    """Draw how a customer or an identifier came about."""
    parts: list[RenderableType] = [Text(portrait.sentence), Text()]
    if portrait.identifiers:
        parts += [draw_rows("Person keys", [_key(row) for row in portrait.identifiers], ""), Text()]
        for title, rows, nothing in (
            ("Refused", portrait.refused, "Nothing was refused."),
            ("Set aside", portrait.excluded, "Its records show no value that was set aside."),
        ):
            parts += [*_with_reasons(title, rows, nothing), Text()]
    for title, rows in (
        ("History", portrait.history),
        ("Former ids", portrait.redirects),
        ("Devices", portrait.devices),
        ("Owned in turns", portrait.owners),
    ):
        if rows:
            parts += [draw_rows(title, _readable(rows), ""), Text()]
    return Group(*parts[:-1])


def _with_reasons(
    title: str, rows: Sequence[Mapping[str, Any]], nothing: str
) -> list[RenderableType]:
    """Return a table of rows without their reasons, and each rule's reason once below it."""
    short = [{name: row[name] for name in row if name != "reason"} for row in rows]
    reasons = {row["rule"]: row["reason"] for row in rows if row.get("reason")}
    return [
        draw_rows(title, _readable(short), nothing),
        *(Text(f"  {rule}: {reason}", style="dim") for rule, reason in reasons.items()),
    ]


def _hop(step: Step) -> dict[str, Any]:
    return {
        "": str(step.number),
        "from": step.from_identifier,
        "to": step.to_identifier,
        "taken": "yes" if step.is_taken else "REFUSED",
        "by": step.method,
        "record": step.evidence_record_id,
        "first_seen": _day(step.first_seen_at),
        "last_seen": _day(step.last_seen_at),
        "records": step.record_count,
        "strength": step.strength,
    }


def _why(step: Step) -> str:
    return str(step.rule or step.method)


def _key(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "identifier": f"{row['identifier_type']}:{row['identifier_value']}",
        "came_in_by": row["came_by"],
        "together_with": row["together_with"],
        "record": row["evidence_record_id"],
        "on": _day(row["since_at"]),
        "last_seen": _day(row["last_seen_at"]),
        "records": row["observation_count"],
    }


def _readable(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return rows with moments as days, and without what is empty in all of them."""
    names = [name for row in rows[:1] for name in row if any(one[name] is not None for one in rows)]
    return [{name.removesuffix("_at"): _day_or_value(row[name]) for name in names} for row in rows]


def _day_or_value(value: object) -> object:
    return _day(value) if isinstance(value, datetime) else value


def _day(moment: datetime | None) -> str | None:
    if moment in (None, BEGINNING_OF_TIME, END_OF_TIME):
        return None
    return f"{moment:{_DAY}}"
