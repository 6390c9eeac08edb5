"""`python -m orchestration explain A [B]`: why two identifiers are one customer's or are not, or
how one customer came about."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from rich.console import Console

from orchestration.environment import read_environment
from orchestration.lib.explanation.comparison import Comparison, compare
from orchestration.lib.explanation.portrait import Portrait, portray
from orchestration.lib.explanation.subjects import UnknownSubjectError
from orchestration.lib.explanation.tables import draw_comparison, draw_portrait
from orchestration.lib.warehouse.build import reading_build
from orchestration.lib.warehouse.lock import WarehouseBusyError


def execute(subjects: Sequence[str], *, json_output: bool = False) -> int:
    """Print the explanation; return 1 when what was asked for is unknown or cannot be read now."""
    console = Console(highlight=False, soft_wrap=json_output)
    # Whoever reads the output as JSON must not meet a sentence in it.
    errors = Console(highlight=False, stderr=True)
    try:
        with reading_build(read_environment(), on_wait=errors.print) as connection:
            explanation: Comparison | Portrait = (
                portray(connection, subjects[0])
                if len(subjects) == 1
                else compare(connection, subjects[0], subjects[1])
            )
    except (UnknownSubjectError, FileNotFoundError, WarehouseBusyError) as error:
        errors.print(str(error), markup=False, soft_wrap=True)
        return 1
    if json_output:
        text = json.dumps(asdict(explanation), default=str, indent=2, ensure_ascii=False)
        console.print(text, markup=False)
    elif isinstance(explanation, Comparison):
        console.print(draw_comparison(explanation))
    else:
        console.print(draw_portrait(explanation))
    return 0
