"""Landing folders that several tests read."""

from pathlib import Path

import duckdb
import pytest

from orchestration.lib.simulation.simulate import Run, simulate


def _simulated(folder: Path, customers: int, **more: object) -> Path:
    # Any field of the dataclass may be given, so mypy cannot match them to their types.
    run = Run(customers=customers, folder=folder, workers=1, **more)  # type: ignore[arg-type]
    for _ in simulate(run):
        pass
    return folder


@pytest.fixture(scope="session")
def small_landing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """300 customers in the demo's formats."""
    return _simulated(tmp_path_factory.mktemp("small"), 300)


@pytest.fixture(scope="session")
def full_landing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole stratum as Parquet, which holds every failure mode."""
    return _simulated(tmp_path_factory.mktemp("full"), 1000, file_format="parquet")


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    """An in-memory database."""
    return duckdb.connect()
