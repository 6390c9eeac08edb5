"""`python -m orchestration privacy ACTION`: answers a person who uses a right.

Each action is a function of `orchestration/lib/privacy`; here its options are handed over, and what
it could not do becomes a sentence and exit code 1.
Nothing personal is printed: counts and places only, because terminals are recorded.
"""

from importlib import import_module

from rich.console import Console

from orchestration.environment import read_environment
from orchestration.lib.explanation.subjects import UnknownSubjectError
from orchestration.lib.privacy.requests import RefusedRequestError
from orchestration.lib.warehouse.lock import WarehouseBusyError

# The module and the function that perform an action.
ACTIONS = {
    "access": ("access", "access"),
    "data-map": ("data_map", "data_map"),
    "erase": ("desk", "erase"),
    "object": ("desk", "object_to"),
    "rectify": ("desk", "rectify"),
}


def execute(action: str, **options: object) -> int:
    """Run one action and return 0, or 1 when it cannot be done and the reason has been said."""
    console = Console(highlight=False)
    errors = Console(highlight=False, stderr=True)
    module, function = ACTIONS[action]
    perform = getattr(import_module(f"orchestration.lib.privacy.{module}"), function)
    try:
        outcome = perform(read_environment(), on_wait=errors.print, **options)
    except UnknownSubjectError:
        errors.print("Nobody is known under what was asked for.")
        return 1
    except (FileNotFoundError, RefusedRequestError, WarehouseBusyError) as error:
        errors.print(str(error), markup=False, soft_wrap=True)
        return 1
    console.print(str(outcome), markup=False, soft_wrap=True)
    return 0
