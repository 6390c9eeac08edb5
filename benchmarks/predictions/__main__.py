"""Holds the predictions against published fits, a peer, and buyers whose parameters are known.

    python -m benchmarks.predictions --customers 1000000

First CDNOW, whose parameters the authors of the models published, beside the library `lifetimes`
on the same histories. Then as many simulated buyers: the parameters found against those they were
drawn with, and the whole layer (fits, examination of a quarter and a year, a row written for every
buyer) with its seconds and the most memory that the process held.
"""

import argparse
import importlib.util
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import yaml
from rich.console import Console
from rich.table import Table

from benchmarks.building import PROJECT
from benchmarks.predictions import buyers, cdnow
from orchestration.lib.prediction.bg_nbd import BgNbd, Histories
from orchestration.lib.prediction.gamma_gamma import GammaGamma
from orchestration.lib.prediction.population import read_population
from orchestration.lib.prediction.predictions import TABLES, compute_predictions
from orchestration.lib.simulation.rates import Buying

CONSOLE = Console(width=110)
NAMES = ("r", "alpha", "a", "b")
PUBLISHED = BgNbd(r=0.243, alpha=4.414, a=0.793, b=2.426)
PUBLISHED_SPEND = GammaGamma(p=6.25, q=3.74, gamma=15.44)
REPEATS = 5


def timed(action: Callable[[], Any]) -> tuple[Any, str]:
    """Run several times; give the result, and the median with least and greatest seconds."""
    results, seconds = [], []
    for _ in range(REPEATS):
        started = time.perf_counter()
        results.append(action())
        seconds.append(time.perf_counter() - started)
    return results[-1], f"{np.median(seconds):.3f} ({min(seconds):.3f} to {max(seconds):.3f})"


def published_fits() -> None:
    """Fit CDNOW beside the papers and the peer, and foretell its next 39 weeks."""
    population = cdnow.calibrated()
    days = population.histories
    weeks = Histories(days.x, days.t_x / 7.0, days.age / 7.0, days.weight)
    (ours, likelihood), seconds = timed(lambda: BgNbd.fit(weeks))
    spend, _ = timed(cdnow.fit_amounts)
    table = Table("CDNOW, 2,357 customers", "published", "here", "lifetimes")
    peer = _peer(weeks)
    for name in NAMES:
        table.add_row(
            name,
            str(getattr(PUBLISHED, name)),
            f"{getattr(ours, name):.4f}",
            f"{getattr(peer[0], name):.4f}" if peer else "not installed",
        )
    table.add_row("log likelihood", "-9582.4", f"{likelihood:.2f}", "")
    table.add_row("seconds of a fit", "", seconds, peer[1] if peer else "")
    for name in ("p", "q", "gamma"):
        table.add_row(name, str(getattr(PUBLISHED_SPEND, name)), f"{getattr(spend, name):.3f}", "")
    came = population.next_orders
    for title, predicted in (
        ("published", PUBLISHED.expected_orders(weeks, 39.0)),
        ("here", ours.expected_orders(weeks, 39.0)),
        ("the last 39 weeks again", population.recent_orders),
    ):
        error = float(np.sqrt(((predicted - came) ** 2).mean()))
        table.add_row(f"error on the next 39 weeks: {title}", "", f"{error:.4f}", "")
    CONSOLE.print(table)


def _peer(weeks: Histories) -> tuple[BgNbd, str] | None:
    if importlib.util.find_spec("lifetimes") is None:
        return None
    from lifetimes import BetaGeoFitter  # noqa: PLC0415  An optional peer, which takes a second.

    fitted, seconds = timed(lambda: BetaGeoFitter().fit(weeks.x, weeks.t_x, weeks.age))
    return BgNbd(*(float(fitted.params_[name]) for name in NAMES)), seconds


def known_buyers(customers: int, folder: Path) -> None:
    """Find the parameters of simulated buyers, and time the whole layer on them."""
    truth = Buying()
    with duckdb.connect(str(folder / "warehouse.duckdb")) as connection:
        connection.execute("set threads = 2")
        buyers.load_order_days(connection, customers)
        population = read_population(connection, buyers.LAST_DAY, 365)
        started = time.perf_counter()
        buying, _ = BgNbd.fit(population.histories)
        buying_seconds = time.perf_counter() - started
        started = time.perf_counter()
        spend, _ = GammaGamma.fit(population.amount_count, population.mean_amount)
        spend_seconds = time.perf_counter() - started
        table = Table(f"{len(population):,} simulated buyers", "drawn with", "found", "off by")
        for model, names in ((buying, NAMES), (spend, ("p", "q", "gamma"))):
            for name in names:
                drawn, found = getattr(truth, name), getattr(model, name)
                table.add_row(name, str(drawn), f"{found:.4f}", f"{found / drawn - 1:+.1%}")
        table.add_row("seconds to fit orders", "", f"{buying_seconds:.1f}", "")
        table.add_row("seconds to fit amounts", "", f"{spend_seconds:.1f}", "")
        del population
        _prepare(connection)
        started = time.perf_counter()
        compute_predictions(
            connection,
            datetime.combine(buyers.LAST_DAY + timedelta(days=1), datetime.min.time()),
        )
        table.add_row("seconds of the whole layer", "", f"{time.perf_counter() - started:.1f}", "")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
        table.add_row("most memory held, GiB", "", f"{peak:.1f}", "")
        for horizon, target, measure, value in connection.sql(
            """
            select horizon_days, target, measure, value
            from engine.prediction_quality
            where predictor = 'bg_nbd' and measure in ('slope', 'calibration_error')
            order by 1, 2, 3
            """
        ).fetchall():
            table.add_row(f"{measure} of {target}, {horizon} days", "", f"{value:.3f}", "")
    CONSOLE.print(table)


def _prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables that a run of dbt makes."""
    declared = yaml.safe_load(
        (PROJECT / "models/marts/profiling/_engine__sources.yml").read_text("utf-8")
    )
    connection.execute("create schema rules; create schema engine")
    connection.execute(
        "create table rules.prediction_settings as "
        f"from read_csv('{PROJECT}/seeds/rules/prediction_settings.csv')"
    )
    for table in declared["sources"][0]["tables"]:
        if table["name"] in TABLES:
            columns = ", ".join(f"{row['name']} {row['data_type']}" for row in table["columns"])
            connection.execute(f"create table engine.{table['name']} ({columns})")


def main() -> int:
    """Run both parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=1_000_000)
    customers = parser.parse_args().customers
    published_fits()
    with tempfile.TemporaryDirectory() as scratch:
        known_buyers(customers, Path(scratch))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
