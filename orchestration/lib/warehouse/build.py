"""Reading the build warehouse while no run changes it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import duckdb

from orchestration.environment import Environment
from orchestration.lib.warehouse.connection import reading
from orchestration.lib.warehouse.lock import WarehouseBusyError, hold

# A person waits at the prompt: half a minute, not the hours that a run waits for another.
PATIENCE_SECONDS = 30.0


@contextmanager
def reading_build(
    environment: Environment,
    *,
    patience_seconds: float | None = None,
    on_wait: Callable[[str], object] = print,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the build warehouse for reading, between two runs and never in the middle of one.

    Args:
        environment: Where the build lies.
        patience_seconds: How long to wait for a run, or for a `dbt build` typed beside it; by
            default `PATIENCE_SECONDS`.
        on_wait: Told once, in a sentence, when there is a wait.

    Raises:
        FileNotFoundError: When nothing was ever built.
        WarehouseBusyError: When somebody else had it for longer than the patience.
    """
    patience = PATIENCE_SECONDS if patience_seconds is None else patience_seconds
    with ExitStack() as stack:
        if environment.warehouse.exists():
            stack.enter_context(
                hold(environment.warehouse_lock, timeout_seconds=patience, on_wait=on_wait)
            )
        try:
            connection = stack.enter_context(
                reading(environment.warehouse, patience_seconds=patience)
            )
        except duckdb.IOException as error:
            raise WarehouseBusyError(
                "The warehouse is being written by another program. Try again when it has ended."
            ) from error
        yield connection
