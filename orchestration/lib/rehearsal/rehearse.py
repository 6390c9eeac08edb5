"""Tries changed rules on a copy, and says what they would change."""

from collections.abc import Callable
from pathlib import Path

from orchestration.environment import PROJECT_DIR, Environment
from orchestration.lib.rehearsal.comparison import Change, compare, remember
from orchestration.lib.rehearsal.rules import changed_rules, changed_variables
from orchestration.lib.rehearsal.scratch import build_customers, scratch_copy
from orchestration.lib.warehouse.connection import writing


def rehearse(
    environment: Environment,
    rules: Path | None = None,
    variables: str = "",
    on_step: Callable[[str], object] = print,
) -> Change:
    """Build the customers by changed rules on a copy of the build warehouse, and compare.

    Args:
        environment: The installation, which is only read.
        rules: A folder with changed copies of seeds; None for the rules as they are.
        variables: Changed variables of dbt, as a JSON object.
        on_step: Told what goes on, in a sentence.

    Raises:
        RulesError: When the changed rules or variables are none; nothing has run then.
        RehearsalError: When dbt cannot build by them.
        FileNotFoundError: When nothing was ever built.
        WarehouseBusyError: When a run has the warehouse and does not end.
    """
    files = changed_rules(rules, PROJECT_DIR / "seeds" / "rules") if rules else []
    changed = changed_variables(variables, PROJECT_DIR)
    on_step("Copying the build warehouse.")
    with scratch_copy(environment, on_wait=on_step) as scratch:
        with writing(scratch) as connection:
            remember(connection)
        on_step("Building the customers by the changed rules, in the copy.")
        build_customers(scratch, files, changed, parsed_project=environment.target)
        with writing(scratch) as connection:
            return compare(connection)
