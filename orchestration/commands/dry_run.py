"""`python -m orchestration dry-run`: what a change of rules would do, before anything changes."""

import json
from dataclasses import asdict
from pathlib import Path

from rich.console import Console

from orchestration.environment import prefer_own_tools, read_environment, silence_telemetry
from orchestration.lib.rehearsal.rehearse import rehearse
from orchestration.lib.rehearsal.rules import RulesError
from orchestration.lib.rehearsal.scratch import RehearsalError
from orchestration.lib.rehearsal.tables import draw_change, sentence
from orchestration.lib.warehouse.lock import WarehouseBusyError


def execute(rules: str = "", variables: str = "", *, json_output: bool = False) -> int:
    """Print what would change; return 1 when the rules cannot be tried."""
    silence_telemetry()
    prefer_own_tools()
    console = Console(highlight=False, soft_wrap=json_output)
    # Whoever reads the output as JSON must not meet a sentence in it.
    errors = Console(highlight=False, stderr=True)
    try:
        change = rehearse(
            read_environment(),
            Path(rules) if rules else None,
            variables,
            on_step=lambda step: errors.print(step, style="dim"),
        )
    except (RulesError, RehearsalError, FileNotFoundError, WarehouseBusyError) as error:
        errors.print(str(error), markup=False, soft_wrap=True)
        return 1
    if json_output:
        answer = {"sentence": sentence(change), **asdict(change)}
        console.print(json.dumps(answer, default=float, indent=2), markup=False)
    else:
        console.print(draw_change(change))
    return 0
