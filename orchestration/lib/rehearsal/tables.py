"""Draws what a change of rules would do."""

from rich.console import Group, RenderableType
from rich.text import Text

from orchestration.lib.rehearsal.comparison import Change
from orchestration.lib.summary.tables import draw_rows


def sentence(change: Change) -> str:
    """Say in a sentence what a change of rules would do."""
    if change.is_nothing:
        return (
            f"Nothing would change: the {change.customers_before:,} customers hold the same "
            "identifiers by the changed rules."
        )
    return (
        f"{change.customers_touched:,} of {change.customers_before:,} customers would be touched: "
        f"{change.merged:,} merged into another, {change.split:,} split, {change.vanished:,} gone "
        f"(the merged ones among them), {change.born:,} born."
    )


def draw_change(change: Change) -> RenderableType:
    """Draw what a change of rules would do, and what is at stake."""
    parts: list[RenderableType] = [Text(sentence(change)), Text()]
    if change.is_nothing:
        return Group(parts[0])
    customers = {
        "customers today": change.customers_before,
        "customers by the changed rules": change.customers_after,
        "merged into another": change.merged,
        "split": change.split,
        "born": change.born,
        "vanished": change.vanished,
        "identifiers that move": change.identifiers_moved,
        "identifiers that lose their customer": change.identifiers_lost,
        "identifiers that get one": change.identifiers_gained,
        "consents of the customers touched": change.consents_granted,
        "consents lost, because the other half refused": change.consents_in_conflict,
    }
    rows = [{"what": what, "number": number} for what, number in customers.items()]
    parts += [draw_rows("What would change", rows, ""), Text()]
    parts += [
        draw_rows(
            "Bought by the customers touched",
            [{**row, "amount": float(row["amount"])} for row in change.revenue_touched],
            "They have bought nothing.",
        ),
        Text(),
        draw_rows(
            "Those who bought most",
            [{**row, "amount": float(row["amount"])} for row in change.top],
            "Nobody of today is touched.",
        ),
    ]
    return Group(*parts)
