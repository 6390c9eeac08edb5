"""`python -m orchestration customer ID`: everything that is published about one customer."""

import json
from dataclasses import asdict

from rich.console import Console

from orchestration.environment import read_environment
from orchestration.lib.customer.drawing import WIDTH, draw_customer
from orchestration.lib.customer.view import view_customer
from orchestration.lib.explanation.subjects import UnknownSubjectError
from orchestration.lib.warehouse.connection import reading


def execute(customer: str, *, events: int = 20, json_output: bool = False) -> int:
    """Print the customer; return 1 when nobody is known by that, or nothing is published."""
    console = Console(highlight=False, soft_wrap=json_output, width=None if json_output else WIDTH)
    errors = Console(highlight=False, stderr=True)
    try:
        with reading(read_environment().published) as connection:
            view = view_customer(connection, customer, event_count=events)
    except (UnknownSubjectError, FileNotFoundError) as error:
        errors.print(str(error), markup=False, soft_wrap=True)
        return 1
    if json_output:
        text = json.dumps(asdict(view), default=str, indent=2, ensure_ascii=False)
        console.print(text, markup=False)
    else:
        console.print(draw_customer(view))
    return 0
