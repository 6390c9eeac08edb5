"""The buyers that the predictions are learned from and made for, at one moment."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from orchestration.lib.prediction.bg_nbd import Histories
from orchestration.lib.prediction.fitting import Floats

_SQL = (Path(__file__).parent / "sql" / "histories.sql").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Population:
    """One entry per customer with an order by then; every array has the same order.

    Attributes:
        customer_id: Durable ids, ascending.
        currency: The currency of the amounts.
        histories: Order days, in days.
        recent_orders: Order days within one horizon before the moment.
        amount_count: How many amounts of order days are known.
        amount: Their sum.
        next_orders: Order days within one horizon after the moment.
        next_amount: The sum of their amounts.
    """

    customer_id: pa.Array
    currency: npt.NDArray[np.str_]
    histories: Histories
    recent_orders: Floats
    amount_count: Floats
    amount: Floats
    next_orders: Floats
    next_amount: Floats

    def __len__(self) -> int:
        return len(self.amount)

    @property
    def mean_amount(self) -> Floats:
        """The mean amount of an order day; zero where none is known."""
        return self.amount / np.maximum(self.amount_count, 1.0)


def read_population(
    connection: duckdb.DuckDBPyConnection, until: date, horizon_days: int
) -> Population:
    """Read what was known at the end of a day, and what came in the horizon after it."""
    table = (
        connection.sql(_SQL, params={"until": until, "horizon": horizon_days})
        .to_arrow_table()
        .combine_chunks()
    )

    def column(name: str) -> Floats:
        values: Floats = table.column(name).to_numpy().astype(np.float64)
        return values

    return Population(
        customer_id=table.column("customer_id").combine_chunks(),
        currency=np.asarray(table.column("currency").to_pylist(), dtype=np.str_),
        histories=Histories.of(column("x"), column("t_x"), column("age")),
        recent_orders=column("recent_day_count"),
        amount_count=column("amount_count"),
        amount=column("amount"),
        next_orders=column("next_day_count"),
        next_amount=column("next_amount"),
    )
