"""Runs the job inside this process."""

import contextlib
import uuid
from pathlib import Path

import dagster as dg
from rich.console import Console

from orchestration.commands.progress import RunProgress
from orchestration.definitions import defs
from orchestration.defs.warehouse.jobs import single_customer_view


def run_job(console: Console, log: Path, as_of: str, *, is_recorded: bool) -> str:
    """Run the full job and show its progress.

    Args:
        console: Where to show it.
        log: Where the output of dbt goes.
        as_of: The moment the run describes; empty means the newest ingestion time.
        is_recorded: Whether Dagster keeps the run in its storage, where the UI shows it. Its
            storage takes some twenty milliseconds for each of the 2,500 events of a run.

    Returns:
        An empty text when the view was published, else why not.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    graph = defs.resolve_asset_graph()
    layers = {key: graph.get(key).group_name for key in graph.materializable_asset_keys}
    run_id = str(uuid.uuid4())
    with (
        dg.DagsterInstance.get() if is_recorded else dg.DagsterInstance.ephemeral() as instance,
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
