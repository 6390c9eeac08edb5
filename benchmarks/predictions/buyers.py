"""Days with orders of simulated buyers, whose hidden parameters are known, without a landing
folder."""

from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from orchestration.lib.simulation.buying import draw_purchases
from orchestration.lib.simulation.clock import DAY, END
from orchestration.lib.simulation.simulate import Run, build_world

# The simulation ends at midnight, so this is its last whole day.
LAST_DAY: date = datetime.fromtimestamp(END / 1000 - 1, UTC).date()


def load_order_days(connection: duckdb.DuckDBPyConnection, customers: int) -> None:
    """Run the simulator's buying process alone, and put it where the predictions read.

    Purchases of one day are one, as the warehouse counts them.
    """
    connection.execute("create schema if not exists activity")
    connection.execute(
        "create or replace table activity.int_activity__order_days "
        "(customer_id varchar, currency varchar, order_date date, amount decimal(18, 2))"
    )
    run = Run(customers=customers, folder=Path())
    for first, last in run.blocks():
        world = build_world(run, first, last)
        _, purchases = draw_purchases(world)
        connection.register(
            "purchases",
            pa.table(
                {
                    "person": world.people.ids[purchases.row],
                    "day": (purchases.moment // DAY).astype(np.int32),
                    "cents": purchases.cents,
                }
            ),
        )
        connection.execute(
            """
            insert into activity.int_activity__order_days
            select
                'c' || lpad(cast(person as varchar), 9, '0'),
                'EUR',
                date '1970-01-01' + day,
                sum(cents) / 100.0
            from purchases
            group by person, day
            """
        )
        connection.unregister("purchases")
