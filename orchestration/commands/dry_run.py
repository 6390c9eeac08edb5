"""`python -m orchestration dry-run`: what a change of rules would do, before anything changes."""

import json
from dataclasses import asdict
from pathlib import Path

from rich.console import Console

from orchestration.environment import (
    PROJECT_DIR,
    prefer_own_tools,
    read_environment,
    silence_telemetry,
)
from orchestration.lib.rehearsal.rehearse import rehearse
from orchestration.lib.rehearsal.rules import RulesError, changed_rules
from orchestration.lib.rehearsal.scratch import RehearsalError
from orchestration.lib.rehearsal.segment_tables import draw_segments, segments_sentence
from orchestration.lib.rehearsal.segments import (
    holds_other_rules,
    holds_segments,
    rehearse_segments,
)
from orchestration.lib.rehearsal.tables import draw_change, sentence
from orchestration.lib.warehouse.lock import WarehouseBusyError


def execute(rules: str = "", variables: str = "", *, json_output: bool = False) -> int:
    """Print what would change; return 1 when the rules cannot be tried."""
    silence_telemetry()
    prefer_own_tools()
    console = Console(highlight=False, soft_wrap=json_output)
    # Whoever reads the output as JSON must not meet a sentence in it.
    errors = Console(highlight=False, stderr=True)
    folder = Path(rules) if rules else None

    def tell(step: str) -> None:
        errors.print(step, style="dim")

    segments = change = None
    try:
        if folder:
            changed_rules(folder, PROJECT_DIR / "seeds" / "rules")
        environment = read_environment()
        if folder and holds_segments(folder):
            segments = rehearse_segments(environment, folder, on_step=tell)
        # Segments alone move nobody from one customer to another, so identity is not built again.
        if segments is None or variables or holds_other_rules(folder):
            change = rehearse(environment, folder, variables, on_step=tell)
    except (RulesError, RehearsalError, FileNotFoundError, WarehouseBusyError) as error:
        errors.print(str(error), markup=False, soft_wrap=True)
        return 1
    if json_output:
        answer = {"sentence": sentence(change), **asdict(change)} if change else {}
        if segments:
            answer["segments"] = {"sentence": segments_sentence(segments), **asdict(segments)}
        console.print(json.dumps(answer, default=float, indent=2), markup=False)
        return 0
    if change:
        console.print(draw_change(change))
    if segments:
        console.print(draw_segments(segments))
    return 0
