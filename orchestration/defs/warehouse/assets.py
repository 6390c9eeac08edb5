"""The landing folder, the dbt models in two parts, and the record of what was delivered."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import dagster as dg
from dagster_dbt import DbtCliResource, dbt_assets, get_asset_key_for_model

from orchestration.defs.warehouse.project import DBT_PROJECT, MANIFEST
from orchestration.defs.warehouse.resources import Warehouse
from orchestration.defs.warehouse.translator import LayerTranslator
from orchestration.lib.landing.deliveries import file_set_key, newest, read_landing
from orchestration.lib.landing.reconciliation import read_reconciliation
from orchestration.lib.privacy.duties import restore_tombstones
from orchestration.lib.warehouse.connection import reading

FILE_SET_TAG = "single_customer_view/file_set"

_TRANSLATOR = LayerTranslator()
_ENGINE = "engine"
_AFTER_ASKING = f"source:{_ENGINE}+"

# A daily delivery that is six hours late is worth a look, and one that is a day late is missing.
_DAILY = dg.FreshnessPolicy.time_window(
    warn_window=timedelta(hours=30), fail_window=timedelta(hours=48)
)


@dbt_assets(
    manifest=MANIFEST,
    project=DBT_PROJECT,
    dagster_dbt_translator=_TRANSLATOR,
    exclude=_AFTER_ASKING,
    name="customer_models",
)
def customer_models(
    context: dg.AssetExecutionContext, dbt: DbtCliResource, warehouse: Warehouse
) -> Iterator[Any]:
    """Who is each customer, and what do we know of them?"""
    restored = restore_tombstones(warehouse.environment)
    if restored:
        context.log.info("%d tombstones restored from certificates of erasure", restored)
    deliveries = read_landing(warehouse.environment.landing).deliveries
    context.instance.add_run_tags(context.run.run_id, {FILE_SET_TAG: file_set_key(deliveries)})
    yield from _build(context, dbt, warehouse)


@dbt_assets(
    manifest=MANIFEST,
    project=DBT_PROJECT,
    dagster_dbt_translator=_TRANSLATOR,
    select=_AFTER_ASKING,
    name="activation_models",
)
def activation_models(
    context: dg.AssetExecutionContext, dbt: DbtCliResource, warehouse: Warehouse
) -> Iterator[Any]:
    """Who may be contacted, in which channel, and with which question?"""
    yield from _build(context, dbt, warehouse)


def engine_key(table: str) -> dg.AssetKey:
    """Return the asset of a Python-owned table, which the models after it read as a source.

    Raises:
        KeyError: When dbt knows no such source.
    """
    return _SOURCE_KEYS[_ENGINE, table]


def _build(
    context: dg.AssetExecutionContext, dbt: DbtCliResource, warehouse: Warehouse
) -> Iterator[Any]:
    """Build the selected models and run their data tests; unit tests judge code, not a day's
    data."""
    arguments = ["build", "--exclude-resource-type", "unit_test"]
    if warehouse.as_of:
        arguments += ["--vars", f"{{as_of: '{warehouse.as_of}'}}"]
    # One place for every command of dbt, so that each takes up the parsed project of the last.
    invocation = dbt.cli(arguments, context=context, target_path=warehouse.environment.target)
    try:
        yield from invocation.stream()
    finally:
        # A step that fails on Dagster's side must not leave dbt writing behind it.
        invocation.process.terminate()
        invocation.process.wait()


_SOURCE_KEYS = {
    (source["source_name"], source["name"]): _TRANSLATOR.get_asset_spec(
        MANIFEST, unique_id, DBT_PROJECT
    ).key
    for unique_id, source in MANIFEST["sources"].items()
}

LANDING_KEYS = {name: key for name, key in _SOURCE_KEYS.items() if name[0] != _ENGINE}

LANDING_TABLES = [
    dg.AssetSpec(
        key,
        description=f"What {source} delivers of its {table}, read in place. Is it still arriving?",
        group_name="landing",
        freshness_policy=_DAILY,
        kinds={"file"},
    )
    for (source, table), key in LANDING_KEYS.items()
]


@dg.asset(
    deps=[get_asset_key_for_model([customer_models], "landing_reconciliation")],
    group_name="landing",
)
def deliveries(
    context: dg.AssetExecutionContext, warehouse: Warehouse
) -> dg.MaterializeResult[None]:
    """What has arrived from each source, when last, and how much of it could be used?

    Every landing table with new files since the last look is marked as updated, which is what its
    freshness is judged by; the others are only observed.
    """
    landing = read_landing(warehouse.environment.landing)
    with reading(warehouse.environment.warehouse) as connection:
        reconciled = read_reconciliation(connection)
    for (source, table), key in LANDING_KEYS.items():
        files = landing.files_of(source, table)
        if not files:
            continue
        rows = reconciled.get((source, table), {})
        metadata: dict[str, Any] = {
            "file_set": file_set_key(files),
            "files": len(files),
            "last_delivery": dg.MetadataValue.timestamp(files[-1].delivered_at),
            **rows,
        }
        event = (
            dg.AssetObservation if _is_known(context, key, metadata) else dg.AssetMaterialization
        )
        context.log_event(event(key, metadata=metadata))
    newest_at = newest(landing.deliveries)
    return dg.MaterializeResult(
        metadata={
            "files": len(landing.deliveries),
            "unreadable_files": len(landing.unreadable),
            "last_delivery": dg.MetadataValue.timestamp(newest_at) if newest_at else "never",
        }
    )


def _is_known(
    context: dg.AssetExecutionContext, key: dg.AssetKey, metadata: dict[str, Any]
) -> bool:
    """Tell whether a landing table still has the files that were recorded last."""
    last = context.instance.get_latest_materialization_event(key)
    recorded = last.asset_materialization.metadata.get("file_set") if last else None
    return bool(recorded and recorded.value == metadata["file_set"])


ASSETS: list[dg.AssetSpec | dg.AssetsDefinition] = [
    *LANDING_TABLES,
    customer_models,
    activation_models,
    deliveries,
]
