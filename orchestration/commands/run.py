"""`python -m orchestration run`: the full job in this process, with its progress and its
summary."""

import contextlib
import os
import time
from collections.abc import Iterator
from typing import TextIO

from rich.console import Console

from orchestration.commands import summary
from orchestration.commands.instance import prepare_dagster_home
from orchestration.environment import Environment, read_environment


def execute(as_of: str = "", *, record: bool = False) -> int:
    """Run the job; return 0 when the view was published, 1 when the last one was kept."""
    environment = read_environment()
    prepare_dagster_home(environment)
    with _terminal() as console:
        began_at = time.monotonic()
        console.print(f"[bold]Single customer view[/] of {summary.short_path(environment.landing)}")
        with console.status("  reading the dbt project"):
            # Imported only now: loading the definitions parses the dbt project if it has changed.
            from orchestration.commands.job import run_job  # noqa: PLC0415
        console.print(f"  [dim]project read in {time.monotonic() - began_at:.1f} s[/]")
        log = environment.target / "logs" / "run.log"
        failure = run_job(console, log, as_of, is_recorded=record)
        if failure:
            _explain(console, environment, failure, log)
            return 1
        console.print(f"  published in {time.monotonic() - began_at:.0f} s\n")
    return summary.execute()


def _explain(
    console: Console, environment: Environment, failure: str, log: "os.PathLike[str]"
) -> None:
    console.print(f"\n[red bold]The run failed.[/] {failure}")
    if environment.published.exists():
        console.print("The view that was published before stays as it is.")
    console.print(f"What dbt said is in {summary.short_path(log)}.")


@contextlib.contextmanager
def _terminal() -> Iterator[Console]:
    """Give a console on a copy of the standard output.

    Dagster captures the output of every step for its UI; progress belongs on the screen instead.
    """
    stream: TextIO
    with os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1) as stream:
        yield Console(file=stream, highlight=False)
