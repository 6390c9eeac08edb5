"""The purchases of 2,357 customers of CDNOW, a shop of 1997, as they ship inside `lifetimes`.

The sample of Fader & Hardie that both papers publish their parameters for. Only its files are
read, from where the package lies; the package itself is not used.
"""

import csv
from datetime import date
from importlib.metadata import files
from pathlib import Path

import duckdb
import numpy as np

from orchestration.lib.prediction.gamma_gamma import GammaGamma
from orchestration.lib.prediction.population import Population, read_population

CALIBRATED_UNTIL = date(1997, 9, 30)
HOLDOUT_DAYS = 39 * 7


def path(name: str) -> Path:
    """Return one of the package's files."""
    found = [file for file in files("lifetimes") or [] if file.name == name]
    return Path(str(found[0].locate()))


def published_summary() -> dict[int, tuple[int, float, float]]:
    """Return x, t_x and T of every customer, times in weeks to two digits, as published."""
    with path("cdnow_customers_summary.csv").open(encoding="utf-8", newline="") as lines:
        return {
            int(row["ID"]): (int(row["frequency"]), float(row["recency"]), float(row["T"]))
            for row in csv.DictReader(lines)
        }


def load(connection: duckdb.DuckDBPyConnection) -> None:
    """Put the purchases where the predictions read them, a row per customer and day."""
    rows = [line.split() for line in path("CDNOW_sample.txt").read_text("utf-8").splitlines()]
    connection.execute("create schema activity")
    connection.execute(
        "create table purchases (sample_id varchar, ordered varchar, amount decimal(18, 2))"
    )
    connection.executemany(
        "insert into purchases values (?, ?, ?)", [(row[1], row[2], row[4]) for row in rows if row]
    )
    connection.execute(
        """
        create table activity.int_activity__order_days as
        select
            sample_id as customer_id,
            'USD' as currency,
            cast(strptime(ordered, '%Y%m%d') as date) as order_date,
            sum(amount) as amount
        from purchases
        group by all
        """
    )


def fit_amounts() -> GammaGamma:
    """Fit the model of amounts to the 946 repeat buyers; the paper leaves first purchases out."""
    rows = np.genfromtxt(
        path("cdnow_customers_summary_with_transactions.csv"), delimiter=",", names=True
    )
    repeated = rows["x"] > 0
    model, _ = GammaGamma.fit(rows["x"][repeated], rows["zbar"][repeated])
    return model


def calibrated() -> Population:
    """Return what was known on 30 September 1997, with what came in the 39 weeks after."""
    with duckdb.connect() as connection:
        load(connection)
        return read_population(connection, CALIBRATED_UNTIL, HOLDOUT_DAYS)
