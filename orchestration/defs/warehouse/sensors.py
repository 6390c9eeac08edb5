"""A run for every new set of files in the landing folder."""

from datetime import UTC, datetime, timedelta

import dagster as dg

from orchestration.defs.warehouse.jobs import single_customer_view
from orchestration.environment import read_environment
from orchestration.lib.landing.deliveries import file_set_key, read_landing
from orchestration.lib.publishing.reader import published_file_set

# A file that changed within this time may still be on its way.
_SETTLING = timedelta(seconds=60)


@dg.sensor(
    job=single_customer_view,
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.RUNNING,
)
def new_deliveries() -> dg.RunRequest | dg.SkipReason:
    """Has anything been delivered that the published view does not show yet?"""
    environment = read_environment()
    deliveries = read_landing(environment.landing).deliveries
    if not deliveries:
        return dg.SkipReason("Nothing has been delivered yet.")
    arriving = max(delivery.modified_at for delivery in deliveries)
    if arriving > datetime.now(UTC) - _SETTLING:
        return dg.SkipReason("Files are still arriving.")
    key = file_set_key(deliveries)
    if key == published_file_set(environment):
        return dg.SkipReason(f"The published view was built from {key} already.")
    return dg.RunRequest(run_key=key)


SENSORS = [new_deliveries]
