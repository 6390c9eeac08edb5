"""Runs the job inside this process."""

import contextlib
from pathlib import Path

import dagster as dg
from rich.console import Console

from orchestration.commands.progress import RunProgress
from orchestration.defs.warehouse.jobs import single_customer_view
from orchestration.definitions import defs


def run_job(console: Console, run_id: str, log: Path, as_of: str = "") -> str:
    """Run the full job and show its progress.

    Args:
        console: Where to show it.
        run_id: The id the run gets in Dagster, where the UI shows it too.
        log: Where the output of dbt and Dagster goes.
        as_of: The moment the run describes; empty means the newest ingestion time.

    Returns:
        An empty text when the view was published, else why not.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    graph = defs.resolve_asset_graph()
    layers = {key: graph.get(key).group_name for key in graph.materializable_asset_keys}
    with (
        dg.DagsterInstance.get() as instance,
        RunProgress(console, instance, run_id, layers, len(graph.asset_check_keys)),
        log.open("w", encoding="utf-8") as lines,
        contextlib.redirect_stdout(lines),
    ):
        result = defs.resolve_job_def(single_customer_view.name).execute_in_process(
            instance=instance,
            run_id=run_id,
            raise_on_error=False,
            run_config={
                "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
                "resources": {"warehouse": {"config": {"as_of": as_of}}},
            },
        )
    return "" if result.success else _why(result)


def _why(result: dg.ExecuteInProcessResult) -> str:
    """Return the innermost error of each step that failed by itself."""
    sentences = []
    for event in result.all_events:
        if event.event_type == dg.DagsterEventType.STEP_FAILURE and event.step_failure_data.error:
            error = event.step_failure_data.error
            while error.cause:
                error = error.cause
            sentences.append(error.message.strip())
    return "\n".join(sentences) or "See the run in the Dagster UI."
