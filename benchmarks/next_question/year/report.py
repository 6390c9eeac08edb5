"""What a simulated year showed, as tables to read."""

from collections.abc import Iterable, Mapping

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.next_question.year.measures import (
    at_equal_information,
    calibration_error,
    compared,
    net,
    rank_of,
    resampled,
)
from benchmarks.next_question.year.off_policy import Judged
from benchmarks.next_question.year.people import read_catalogue
from benchmarks.next_question.year.records import Record
from benchmarks.next_question.year.runs import Size, Year, run_all

CONSOLE = Console(width=120)
ENGINE, UNLEARNED, NONSENSE = (
    "the engine",
    "the engine, learning nothing",
    "the engine, taught nonsense",
)
ORACLE, FORM = "the oracle", "form order"
_SETTLED_AFTER = 0.25
_LEAST_VISITS = 30


def report_year(people: int, days: int) -> bool:
    """Run the year and print what it showed.

    Returns: Whether all bars are met.
    """
    years = run_all(Size(people, days))
    weights = resampled(people)
    _asks(years)
    _differences(years, weights)
    is_met = _bars(years, weights)
    _others(years.values())
    return is_met


def _asks(years: Mapping[str, Year]) -> None:
    record = next(iter(years.values())).record
    table = Table(
        "policy", "days", "asks", "answers per 100", "refusals", "mean", "p95", "most", "points",
        "points per ask", "net points", "forbidden", "seconds",
        title=f"{record.people:,} simulated people",
    )  # fmt: skip
    for year in years.values():
        one = year.record
        asks = np.bincount(one.person, minlength=one.people)
        count = max(len(one.day), 1)
        table.add_row(
            year.name,
            f"{one.days}",
            f"{len(one.day):,}",
            f"{100 * (one.status == 1).sum() / count:.1f}",
            f"{(one.status == 2).sum():,}",
            f"{asks.mean():.1f}",
            f"{np.quantile(asks, 0.95):.0f}",
            f"{asks.max()}",
            f"{one.gain.sum():,.0f}",
            f"{one.gain.sum() / count:.2f}",
            f"{net(one).sum():,.0f}",
            f"{(~one.is_allowed).sum():,}",
            f"{year.seconds:.0f}",
        )
    CONSOLE.print(table)


def _differences(years: Mapping[str, Year], weights: np.ndarray) -> None:
    table = Table(
        "the engine against", "days", "net points per person (95 % interval)", "verdict",
        title="The same people, resampled 400 times",
    )  # fmt: skip
    engine = years[ENGINE].record
    for name, year in years.items():
        if name != ENGINE:
            found = compared(engine.until(year.record.days), year.record, net, weights)
            verdict = "wins" if found.low > 0 else "loses" if found.high < 0 else "ties"
            table.add_row(name, f"{year.record.days}", str(found), verdict)
    CONSOLE.print(table)


def _bars(years: Mapping[str, Year], weights: np.ndarray) -> bool:
    engine = years[ENGINE].record
    asks, refusals, points = at_equal_information(engine, years[FORM].record, weights)
    share = net(engine).sum() / net(years[ORACLE].record).sum()
    taught = compared(years[NONSENSE].record, years[UNLEARNED].record, net, weights)
    unlearned = years[UNLEARNED].record
    learned = compared(engine.until(unlearned.days), unlearned, net, weights)
    catalogue = read_catalogue()
    income, income_share = rank_of(engine, catalogue.ids.index("q_household_income"))
    error, settled = calibration_error(engine, int(engine.days * _SETTLED_AFTER))
    table = Table("what", "found", "bar", "met", title="The bars")
    breaches = sum(engine.breaches.values())
    bars: list[tuple[str, str, str, bool | None]] = [
        (
            f"rules broken in {engine.customer_days:,} customer-days",
            f"{breaches:,}",
            "0",
            breaches == 0,
        ),
        (
            f"asks at {points:,.0f} points, of the form's",
            str(asks),
            "0.60",
            asks.value <= 0.6,
        ),
        (
            "refusals at the same points, of the form's",
            str(refusals),
            "0.50",
            refusals.value <= 0.5,
        ),
        (
            f"calibration error of the answer probability, {settled:,} asks",
            f"{error:.4f}",
            "< 0.02",
            error < 0.02,
        ),
        ("what learning adds, net points per person", str(learned), "> 0", learned.low > 0),
        ("what nonsense adds, net points per person", str(taught), "<= 0", taught.low <= 0),
        ("share of the oracle's net points", f"{share:.2f}", "", None),
        ("place of the income in a person's questions, median", f"{income:.0f}", "", None),
        ("people asked for their income", f"{income_share:.1%}", "", None),
        ("question refused most", _refused_most(engine, catalogue.ids), "", None),
    ]
    for what, found, bar, is_met in bars:
        table.add_row(what, found, bar, "" if is_met is None else "yes" if is_met else "NO")
    CONSOLE.print(table)
    return all(is_met is not False for *_, is_met in bars)


def _refused_most(record: Record, ids: list[str]) -> str:
    asks = np.bincount(record.question, minlength=len(ids))
    refused = np.bincount(record.question[record.status == 2], minlength=len(ids))
    shares = np.where(asks >= 20, refused / np.maximum(asks, 1), -1.0)
    most = int(shares.argmax())
    return f"{ids[most]}, {shares[most]:.0%} of {asks[most]}"


def _covered(judged: Judged) -> str:
    """Whether the interval holds the truth; a few visits say nothing of another policy."""
    if judged.estimate.effective_count < _LEAST_VISITS:
        return "too few visits"
    return "yes" if judged.estimate.low <= judged.truth <= judged.estimate.high else "NO"


def _others(years: Iterable[Year]) -> None:
    table = Table(
        "another policy", "estimator", "visits", "estimate (95 % interval)", "truth", "covered",
        "the engine", "effective visits",
        title="Points per visit that another policy would bring, from the engine's logged odds",
    )  # fmt: skip
    for year in years:
        for judged in year.judged:
            one = judged.estimate
            table.add_row(
                judged.other,
                judged.estimator,
                f"{judged.visits:,}",
                f"{one.value:.3f} ({one.low:.3f} to {one.high:.3f})",
                f"{judged.truth:.3f}",
                _covered(judged),
                f"{judged.logged:.3f}",
                f"{one.effective_count:,.0f}",
            )
    CONSOLE.print(table)
