"""What Dagster remembers of the checks, in the words of the audit."""

from collections.abc import Collection, Iterator

import dagster as dg

from orchestration.lib.publishing.audit import Verdict


def read_verdicts(
    instance: dg.DagsterInstance, checks: Collection[dg.AssetCheckKey], run_id: str
) -> Iterator[Verdict]:
    """Yield the latest verdict of each check on the build as it is now.

    The verdicts of the run itself are read at once; those of other runs, when only a part of the
    build was made again, one by one.
    """
    of_this_run = _evaluations_of(instance, run_id)
    for key in checks:
        evaluation = of_this_run.get(key) or _current_evaluation(instance, key)
        table = key.asset_key.to_user_string()
        if evaluation is None:
            yield Verdict(table, key.name, has_passed=None)
        else:
            yield Verdict(
                table,
                key.name,
                has_passed=evaluation.passed,
                is_grave=evaluation.severity == dg.AssetCheckSeverity.ERROR,
                detail=evaluation.description or "",
            )


def _evaluations_of(
    instance: dg.DagsterInstance, run_id: str
) -> dict[dg.AssetCheckKey, dg.AssetCheckEvaluation]:
    entries = instance.all_logs(run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION)
    evaluations = [entry.asset_check_evaluation for entry in entries]
    return {
        evaluation.asset_check_key: evaluation
        for evaluation in evaluations
        if evaluation is not None
    }


def _current_evaluation(
    instance: dg.DagsterInstance, key: dg.AssetCheckKey
) -> dg.AssetCheckEvaluation | None:
    """Return the latest evaluation of a check, unless its table was built again since."""
    record = instance.get_latest_asset_check_evaluation_record(key)
    entry = record.event if record else None
    if entry is None:
        return None
    built = instance.get_latest_materialization_event(key.asset_key)
    if built and built.run_id != entry.run_id and built.timestamp > entry.timestamp:
        return None
    return entry.asset_check_evaluation
