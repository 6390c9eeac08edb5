"""Builds a warehouse from one company's landing folder, with only the sources it has."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

PROJECT = Path(__file__).parents[1]
SOURCES = (
    "web",
    "app",
    "shop",
    "store",
    "loyalty",
    "social",
    "email",
    "survey",
    "support",
    "consent",
    "privacy",
    "enrichment",
    "snowplow",
    "stewardship",
)


def public_data(argument: str | None, folder: str) -> Path | None:
    """The folder of a public data set, from an argument or from SCV_PUBLIC_DATA; None if absent."""
    root = argument or os.environ.get("SCV_PUBLIC_DATA")
    path = Path(root) / folder if root else None
    return path if path is not None and path.is_dir() else None


def build(landing: Path, sources: Iterable[str], folder: Path) -> Path:
    """Run `dbt build` over a landing folder with the named sources on and all others off.

    Args:
        landing: The landing folder.
        sources: The sources that are on.
        folder: Where the warehouse, the target and the logs go.

    Returns:
        The warehouse file.

    Raises:
        SystemExit: When the build fails, with dbt's own words above.
    """
    enabled = set(sources)
    warehouse = folder / "warehouse.duckdb"
    switches = {f"{source}_enabled": source in enabled for source in SOURCES}
    environment = os.environ | {
        "SCV_LANDING": str(landing),
        "SCV_WAREHOUSE": str(warehouse),
        "SCV_TEMP_DIRECTORY": str(folder / "spill"),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
        "DO_NOT_TRACK": "1",
    }
    finished = subprocess.run(
        [
            str(Path(sys.executable).parent / "dbt"),
            "build",
            "--quiet",
            "--exclude-resource-type",
            "unit_test",
            "--vars",
            json.dumps(switches),
        ],
        cwd=PROJECT,
        env=environment,
        check=False,
    )
    if finished.returncode:
        raise SystemExit(f"dbt build failed with exit code {finished.returncode}.")
    return warehouse
