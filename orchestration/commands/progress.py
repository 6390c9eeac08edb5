"""Shows a run while it goes on: a line for every layer that is complete, and every failed check.

A thread reads the run's events from Dagster's storage, which is where the UI reads them too.
"""

import threading
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from types import TracebackType

import dagster as dg
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

_POLL_SECONDS = 0.5
_BATCH = 500


class RunProgress:
    """Prints the progress of one run, as a context manager around it."""

    def __init__(
        self,
        console: Console,
        instance: dg.DagsterInstance,
        run_id: str,
        layer_by_asset: Mapping[dg.AssetKey, str],
        check_count: int,
    ) -> None:
        self._console = console
        self._instance = instance
        self._run_id = run_id
        self._layer_by_asset = layer_by_asset
        self._left = Counter(layer_by_asset.values())
        self._planned = Counter(layer_by_asset.values())
        self._cursor: str | None = None
        self._began_at = time.monotonic()
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)
        self._bar = Progress(
            TextColumn("  [progress.description]{task.description:<28}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._tables = self._bar.add_task("tables", total=len(layer_by_asset))
        self._checks = self._bar.add_task("checks", total=check_count)

    def __enter__(self) -> "RunProgress":
        self._bar.start()
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._is_over.set()
        self._thread.join()
        self._bar.stop()

    def _follow(self) -> None:
        while not self._is_over.wait(_POLL_SECONDS):
            self._show_new_events()
        self._show_new_events()

    def _show_new_events(self) -> None:
        has_more = True
        while has_more:
            page = self._instance.get_records_for_run(
                self._run_id, cursor=self._cursor, limit=_BATCH
            )
            self._cursor, has_more = page.cursor, page.has_more
            self._show(
                record.event_log_entry.dagster_event
                for record in page.records
                if record.event_log_entry.dagster_event
            )

    def _show(self, events: Iterable[dg.DagsterEvent]) -> None:
        for event in events:
            if event.event_type == dg.DagsterEventType.ASSET_MATERIALIZATION and event.asset_key:
                self._count_table(event.asset_key)
            elif event.event_type == dg.DagsterEventType.ASSET_CHECK_EVALUATION:
                self._count_check(event.asset_check_evaluation_data)

    def _count_table(self, key: dg.AssetKey) -> None:
        layer = self._layer_by_asset.get(key)
        if not layer:
            return
        self._bar.update(self._tables, advance=1, description=key.path[-1][:28])
        self._left[layer] -= 1
        if self._left[layer] == 0:
            seconds = time.monotonic() - self._began_at
            self._console.print(
                f"  [green]✓[/] {layer:<14} {self._planned[layer]:>4} tables  "
                f"[dim]{seconds:6.1f} s[/]"
            )

    def _count_check(self, evaluation: dg.AssetCheckEvaluation) -> None:
        self._bar.update(self._checks, advance=1)
        if not evaluation.passed:
            is_warning = evaluation.severity == dg.AssetCheckSeverity.WARN
            colour = "yellow" if is_warning else "red"
            self._console.print(
                f"  [{colour}]{'!' if is_warning else '✗'}[/] {evaluation.check_name} on "
                f"{evaluation.asset_key.to_user_string()} [dim]{evaluation.description or ''}[/]"
            )
