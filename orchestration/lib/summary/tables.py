"""Draws the summary: the answers of the published warehouse, and the scores where truth is
known."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from orchestration.lib.evaluation.scores import Scores

# The bars that the demo retailer must meet; a score below one is shown as a failure.
PRECISION_BAR = 0.999
RECALL_BAR = 0.97

_TEXTS = ("failure mode", "judged by")


def draw_rows(title: str, rows: Sequence[Mapping[str, Any]], if_empty: str) -> RenderableType:
    """Draw rows as a table, with numbers to the right."""
    if not rows:
        return Group(Text(title, style="bold"), Text(if_empty, style="dim"), Text())
    table = _table(title)
    for name in rows[0]:
        is_number = all(isinstance(row[name], int | float) or row[name] is None for row in rows)
        table.add_column(
            name.replace("_", " "),
            justify="right" if is_number else "left",
            # A value cut short cannot be copied, nor told from its neighbour.
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(_text(value) for value in row.values()))
    return table


def draw_scores(scores: Scores) -> RenderableType:
    """Draw the measures over all keys, and what each planted failure mode did."""
    pairs = _table("Against the truth")
    pairs.add_column("score")
    pairs.add_column("value", justify="right")
    pairs.add_column("bar", justify="right")
    pairs.add_row(*_score("pairwise precision", scores.precision, PRECISION_BAR))
    pairs.add_row(*_score("pairwise recall", scores.recall, RECALL_BAR))
    for name, value in (
        ("pairwise F1", scores.f1),
        ("B-cubed precision", scores.bcubed_precision),
        ("B-cubed recall", scores.bcubed_recall),
        ("B-cubed F1", scores.bcubed_f1),
        ("over-merge rate (customers that hold several people)", scores.over_merge_rate),
        ("under-merge rate (people in several customers)", scores.under_merge_rate),
        ("household precision (pairs of customers)", scores.household_precision),
        ("household recall, of all who live together", scores.household_recall),
        ("household recall, of those any record ties", scores.household_recall_of_tied),
        ("device precision", scores.device_precision),
        ("device recall (of those that may be followed)", scores.device_recall),
        ("devices that refused to be followed and are nobody's", scores.refusal_respect),
    ):
        pairs.add_row(name, f"{value:.4f}", "")
    pairs.add_row("devices that refused to be followed", f"{scores.refused_devices:,}", "")
    pairs.add_row("people with a person key", f"{scores.persons:,}", "")
    pairs.add_row("pairs of customers who live together", f"{scores.household_pairs:,}", "")
    pairs.add_row("customers that hold several people", f"{scores.fused_customers:,}", "0")
    modes = _table("Planted failure modes")
    for name in ("failure mode", "planted", "fused", "score", "judged by"):
        modes.add_column(name, justify="left" if name in _TEXTS else "right")
    for mode in scores.failure_modes:
        modes.add_row(
            mode.name.replace("_", " "),
            f"{mode.planted:,}",
            Text(f"{mode.fused:,}", style="red bold" if mode.fused else "green"),
            # What rounds to 1.000 but is not has failed once: it must not look perfect.
            f"{min(mode.score, 0.999) if mode.score < 1 else 1:.3f}",
            mode.judged_by,
        )
    return Group(pairs, modes)


def _table(title: str) -> Table:
    return Table(
        title=Text(title, style="bold"),
        title_justify="left",
        box=None,
        pad_edge=False,
        header_style="dim",
        padding=(0, 2, 0, 0),
    )


def _score(name: str, value: float, bar: float) -> tuple[str, Text, str]:
    return name, Text(f"{value:.4f}", style="green" if value >= bar else "red bold"), f"≥ {bar}"


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int | float) else str(value)
