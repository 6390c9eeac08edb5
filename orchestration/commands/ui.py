"""`python -m orchestration ui`: the Dagster UI, on this machine's own address only."""

import subprocess
import sys

from orchestration.commands.instance import prepare_dagster_home
from orchestration.environment import PROJECT_DIR, read_environment


def execute(port: int = 3000) -> int:
    """Serve the web pages, the schedule and the sensor until interrupted."""
    prepare_dagster_home(read_environment())
    with subprocess.Popen(serve_command(port), cwd=PROJECT_DIR) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                # The same key press reached Dagster, which needs seconds to stop its processes.
                continue


def serve_command(port: int) -> list[str]:
    """Return the command that serves the UI to this machine alone."""
    command = [sys.executable, "-m", "dagster", "dev"]
    command += ["--module-name", "orchestration.definitions"]
    return [*command, "--host", "127.0.0.1", "--port", str(port)]
