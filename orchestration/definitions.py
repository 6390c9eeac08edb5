"""Everything Dagster is told, assembled; each capability says its own part."""

import dagster as dg

from orchestration.defs.activation import assets as activation
from orchestration.defs.insight import assets as insight
from orchestration.defs.prediction import assets as prediction
from orchestration.defs.privacy import assets as privacy
from orchestration.defs.profiling import assets as profiling
from orchestration.defs.profiling import checks as profiling_audit
from orchestration.defs.profiling import learning
from orchestration.defs.quality import checks as quality
from orchestration.defs.warehouse import assets as warehouse
from orchestration.defs.warehouse.jobs import JOBS
from orchestration.defs.warehouse.resources import RESOURCES
from orchestration.defs.warehouse.schedules import SCHEDULES
from orchestration.defs.warehouse.sensors import SENSORS

defs = dg.Definitions(
    assets=[
        *warehouse.ASSETS,
        *learning.ASSETS,
        *profiling.ASSETS,
        *insight.ASSETS,
        *prediction.ASSETS,
        *privacy.ASSETS,
        *activation.ASSETS,
    ],
    asset_checks=[*quality.CHECKS, *profiling_audit.CHECKS],
    jobs=JOBS,
    schedules=SCHEDULES,
    sensors=SENSORS,
    resources=RESOURCES,
    # DuckDB has one writer, so steps take turns in one process; dbt works in parallel by itself.
    executor=dg.in_process_executor,
)
