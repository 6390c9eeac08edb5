"""Where a run reads and writes, taken from the environment, and what no tool may send.

Every path has a default inside the project, so that a fresh clone needs no configuration. A
relative path is meant from the project's folder, wherever the command is typed, because that is
also how dbt reads the same variables.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

PROJECT_DIR = Path(__file__).resolve().parent.parent

_TELEMETRY_OFF = {
    "DO_NOT_TRACK": "1",
    "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    "DAGSTER_DISABLE_TELEMETRY": "1",
    "GX_ANALYTICS_ENABLED": "false",
}

_PATH_VARIABLES = (
    "SCV_LANDING",
    "SCV_WAREHOUSE",
    "SCV_PUBLISHED",
    "SCV_ERASURES",
    "DBT_TARGET_PATH",
)


@dataclass(frozen=True)
class Environment:
    """The places of one installation, all absolute.

    Attributes:
        landing: The folder of raw extracts, one sub-folder per source and table.
        warehouse: The DuckDB file that a run builds in.
        published: The DuckDB file that people, BI tools and the sender read.
        erasures: The folder of the certificates of erasure, which must outlive both.
        target: dbt's artifacts (manifest, run results, partial parse).
        dagster_home: Dagster's own storage of runs and events.
        threads: How many threads one engine may use.
        memory_limit: How much memory one engine may use, as DuckDB writes it (`8GB`).
        spill: Where an engine puts what does not fit in memory.
    """

    landing: Path
    warehouse: Path
    published: Path
    erasures: Path
    target: Path
    dagster_home: Path
    threads: int
    memory_limit: str
    spill: Path

    @property
    def warehouse_lock(self) -> Path:
        """The file that whoever uses the build warehouse holds locked."""
        return self.warehouse.with_name(self.warehouse.name + ".lock")


def silence_telemetry() -> None:
    """Turn the usage statistics of dbt, Dagster and Great Expectations off, for this process and
    those it starts. A customer base is not a place to phone home from."""
    os.environ.update(_TELEMETRY_OFF)


def prefer_own_tools() -> None:
    """Put the tools installed beside this Python (dbt above all) before any other of that name, so
    that nobody needs to activate the virtual environment first."""
    own = str(Path(sys.executable).parent)
    path = os.environ.get("PATH", "")
    if path.split(os.pathsep)[0] != own:
        os.environ["PATH"] = os.pathsep.join([own, path])


def read_environment() -> Environment:
    """Return the places of this installation, from the environment or by default.

    Paths that the environment names are written back absolute, so that dbt in a subprocess and this
    process agree on them. Those it does not name are left alone: dbt's own defaults are the same
    places, and a changed variable would make it parse the whole project again.
    """
    for variable in _PATH_VARIABLES:
        if os.environ.get(variable):
            os.environ[variable] = str(_from_project(os.environ[variable]))
    target = _from_project(os.environ.get("DBT_TARGET_PATH", "target"))
    dagster_home = _from_project(os.environ.get("DAGSTER_HOME", "target/dagster"))
    return Environment(
        landing=_from_project(os.environ.get("SCV_LANDING", "seeds/landing")),
        warehouse=_from_project(os.environ.get("SCV_WAREHOUSE", "target/warehouse.duckdb")),
        published=_from_project(os.environ.get("SCV_PUBLISHED", "target/published.duckdb")),
        erasures=_from_project(os.environ.get("SCV_ERASURES", "private/erasures")),
        target=target,
        dagster_home=dagster_home,
        threads=int(os.environ.get("SCV_THREADS", "2")),
        memory_limit=os.environ.get("SCV_MEMORY_LIMIT", "8GB"),
        spill=_from_project(os.environ.get("SCV_TEMP_DIRECTORY", "target/spill")),
    )


def _from_project(path: str) -> Path:
    return (PROJECT_DIR / path).resolve()
