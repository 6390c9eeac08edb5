"""Assets that are Python's own, materialised alone on a small warehouse."""

import dagster as dg
import duckdb
import pytest

from orchestration.defs.activation.assets import published_warehouse
from orchestration.defs.warehouse.assets import deliveries
from orchestration.defs.warehouse.resources import Warehouse
from orchestration.environment import Environment
from orchestration.lib.dbt.manifest import Relation
from orchestration.lib.publishing.audit import AuditFailedError
from orchestration.lib.publishing.publication import Origin, publish
from orchestration.lib.warehouse.lock import WarehouseBusyError, hold
from tests.orchestration.defs.conftest import deliver

ORDERS = dg.AssetKey(["shop", "orders"])
QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


def add_reconciliation(environment: Environment) -> None:
    with duckdb.connect(str(environment.warehouse)) as connection:
        connection.execute(
            """
            create table quality.landing_reconciliation as
            select
                'shop' as source_name, 'orders' as table_name,
                'shop/orders/2026-10-31.csv' as file_name, 10 as rows_read, 8 as rows_kept,
                1 as rows_rejected, 1 as rows_repeated, 0 as rows_superseded,
                0 as rows_erased, 0 as rows_expired
            """
        )


def materialize(asset: dg.AssetsDefinition, instance: dg.DagsterInstance) -> None:
    dg.materialize(
        [asset], instance=instance, resources={"warehouse": Warehouse()}, run_config=QUIET
    )


def test_new_files_mark_their_landing_table_as_updated(pointed: Environment) -> None:
    add_reconciliation(pointed)
    deliver(pointed, "shop/orders/2026-10-31.csv")
    with dg.DagsterInstance.ephemeral() as instance:
        materialize(deliveries, instance)
        event = instance.get_latest_materialization_event(ORDERS)
        assert event
        assert event.asset_materialization
        metadata = event.asset_materialization.metadata
        assert metadata["rows_kept"].value == 8
        assert metadata["files"].value == 1


def test_the_same_files_are_only_observed_so_that_freshness_runs_out(
    pointed: Environment,
) -> None:
    add_reconciliation(pointed)
    deliver(pointed, "shop/orders/2026-10-31.csv")
    with dg.DagsterInstance.ephemeral() as instance:
        materialize(deliveries, instance)
        first = instance.get_latest_materialization_event(ORDERS)
        materialize(deliveries, instance)
        again = instance.get_latest_materialization_event(ORDERS)
        assert first
        assert again
        assert first.timestamp == again.timestamp
        deliver(pointed, "shop/orders/2026-11-01.csv")
        materialize(deliveries, instance)
        newer = instance.get_latest_materialization_event(ORDERS)
        assert newer
        assert newer.timestamp > first.timestamp


def test_a_build_that_no_check_has_judged_is_not_published(pointed: Environment) -> None:
    publish(pointed, [Relation("marts", "customers")], Origin("yesterday"))
    before = pointed.published.read_bytes()
    with (
        dg.DagsterInstance.ephemeral() as instance,
        pytest.raises(AuditFailedError, match="has not judged this build"),
    ):
        materialize(published_warehouse, instance)
    assert pointed.published.read_bytes() == before


def test_a_run_holds_the_warehouse_from_its_first_step_to_its_last(pointed: Environment) -> None:
    others_turn: list[bool] = []

    def try_the_lock() -> None:
        try:
            with hold(pointed.warehouse_lock, timeout_seconds=0, on_wait=lambda _: None):
                others_turn.append(True)
        except WarehouseBusyError:
            others_turn.append(False)

    @dg.asset
    def first(warehouse: Warehouse) -> None:
        try_the_lock()

    @dg.asset(deps=[first])
    def between() -> None:
        try_the_lock()

    @dg.asset(deps=[between])
    def last(warehouse: Warehouse) -> None:
        try_the_lock()

    with dg.DagsterInstance.ephemeral() as instance:
        dg.materialize(
            [first, between, last],
            instance=instance,
            resources={"warehouse": Warehouse()},
            run_config=QUIET,
        )
    try_the_lock()
    assert others_turn == [False, False, False, True]
