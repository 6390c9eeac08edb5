"""The build warehouse, held by one run at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import dagster as dg
from dagster_dbt import DbtCliResource

from orchestration.defs.warehouse.project import DBT_PROJECT
from orchestration.environment import Environment, read_environment
from orchestration.lib.warehouse.lock import hold


class Warehouse(dg.ConfigurableResource[Any]):
    """The places of this installation, with the build warehouse locked for the run that uses them.

    Runs that Dagster queues already take turns. The lock also makes a run that was started beside
    it wait (`make run` while the UI is open), from its first step to its last.

    Attributes:
        as_of: The moment the run describes, as an ISO timestamp in UTC; by default the newest
            ingestion time. It lets a day be built again as it was.
        patience_seconds: How long to wait for another run.
    """

    as_of: str = ""
    patience_seconds: float = 4 * 3600.0

    @property
    def environment(self) -> Environment:
        """Where this installation reads and writes."""
        return read_environment()

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["Warehouse"]:
        """Hold the warehouse from the run's first step to its last."""
        with hold(
            self.environment.warehouse_lock,
            timeout_seconds=self.patience_seconds,
            on_wait=context.log.warning if context.log else print,
        ):
            yield self


RESOURCES = {
    # dbt's debug log costs a tenth of a run; what dbt prints is kept with the step in Dagster.
    "dbt": DbtCliResource(
        project_dir=DBT_PROJECT, global_config_flags=["--log-level-file", "none"]
    ),
    "warehouse": Warehouse(),
}
