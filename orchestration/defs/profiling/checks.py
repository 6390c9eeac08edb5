"""An independent audit of the questions chosen, before anything that shows them is built."""

import dagster as dg

from orchestration.defs.warehouse.assets import engine_key
from orchestration.defs.warehouse.resources import Warehouse
from orchestration.lib.profiling.audit import count_by_rule, rules, violations
from orchestration.lib.warehouse.clock import moment_of_run, parse_moment
from orchestration.lib.warehouse.connection import writing

_SHOWN = 20


@dg.asset_check(asset=engine_key("next_questions"), blocking=True)
def no_question_breaks_a_rule(warehouse: Warehouse) -> dg.AssetCheckResult:
    """Does an audit that shares nothing with the engine find every question allowed?"""
    with writing(warehouse.environment) as connection:
        moment = parse_moment(warehouse.as_of) or moment_of_run(connection)
        found = violations(connection, moment)
    counts = count_by_rule(found)
    examples = [f"{one.rule}: {one.question_id}, {one.detail}" for one in found[:_SHOWN]]
    return dg.AssetCheckResult(
        passed=not found,
        description=(
            "; ".join(f"{count} break {rule}" for rule, count in counts.items())
            or f"no question breaks any of {len(rules())} rules"
        ),
        metadata={
            "violations": len(found),
            "violations_by_rule": dg.MetadataValue.json(counts),
            "examples": dg.MetadataValue.json(examples),
        },
    )


CHECKS = [no_question_breaks_a_rule]
