"""What Dagster remembers of the checks, in the words of the audit."""

from collections.abc import Iterable, Iterator

import dagster as dg

from orchestration.lib.publishing.audit import Verdict


def read_verdicts(
    instance: dg.DagsterInstance, checks: Iterable[dg.AssetCheckKey]
) -> Iterator[Verdict]:
    """Yield the latest verdict of each check on the build as it is now.

    A verdict that is older than the last materialization of its table is about another build.
    """
    for key in checks:
        record = instance.get_latest_asset_check_evaluation_record(key)
        evaluation = record.event.asset_check_evaluation if record and record.event else None
        table = key.asset_key.to_user_string()
        if not record or not record.event or not evaluation:
            yield Verdict(table, key.name, has_passed=None)
            continue
        built = instance.get_latest_materialization_event(key.asset_key)
        is_current = not built or record.event.timestamp >= built.timestamp
        yield Verdict(
            table,
            key.name,
            has_passed=evaluation.passed if is_current else None,
            is_grave=evaluation.severity == dg.AssetCheckSeverity.ERROR,
            detail=evaluation.description or "",
        )
