"""`python -m orchestration ui`: the Dagster UI, on this machine's own address only."""

import os
import sys

from orchestration.commands.instance import prepare_dagster_home
from orchestration.environment import PROJECT_DIR, read_environment


def execute(port: int = 3000) -> int:
    """Become `dagster dev`: the web pages, the schedule and the sensor, until it is interrupted."""
    prepare_dagster_home(read_environment())
    os.chdir(PROJECT_DIR)
    command = [sys.executable, "-m", "dagster", "dev"]
    command += ["--module-name", "orchestration.definitions", "--host", "127.0.0.1"]
    os.execv(sys.executable, [*command, "--port", str(port)])
