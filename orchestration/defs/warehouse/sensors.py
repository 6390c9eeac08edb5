"""A run for every new set of files in the landing folder."""

from datetime import UTC, datetime, timedelta

import dagster as dg

from orchestration.defs.warehouse.assets import FILE_SET_TAG
from orchestration.defs.warehouse.jobs import single_customer_view
from orchestration.environment import read_environment
from orchestration.lib.landing.deliveries import file_set_key, read_landing

# A file that changed within this time may still be on its way.
_SETTLING = timedelta(seconds=60)


@dg.sensor(
    job=single_customer_view,
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.RUNNING,
)
def new_deliveries(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Has anything been delivered that no run has read yet?"""
    deliveries = read_landing(read_environment().landing).deliveries
    if not deliveries:
        return dg.SkipReason("Nothing has been delivered yet.")
    arriving = max(delivery.modified_at for delivery in deliveries)
    if arriving > datetime.now(UTC) - _SETTLING:
        return dg.SkipReason("Files are still arriving.")
    key = file_set_key(deliveries)
    if _was_read(context.instance, key):
        return dg.SkipReason(f"The files {key} were read by a run already.")
    return dg.RunRequest(run_key=key, tags={FILE_SET_TAG: key})


def _was_read(instance: dg.DagsterInstance, key: str) -> bool:
    """Tell whether a run read these files, also one that nobody asked this sensor for."""
    runs = instance.get_runs(
        filters=dg.RunsFilter(job_name=single_customer_view.name, tags={FILE_SET_TAG: key}), limit=1
    )
    return bool(runs)


SENSORS = [new_deliveries]
