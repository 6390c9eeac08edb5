"""Great Expectations at both ends of the build: an extract as delivered, and the customers."""

from collections.abc import Sequence

import dagster as dg
from dagster_dbt import get_asset_key_for_model

from orchestration.defs.warehouse.assets import LANDING_KEYS, customer_models
from orchestration.defs.warehouse.resources import Warehouse
from orchestration.lib.landing.deliveries import read_landing
from orchestration.lib.quality.findings import Finding, summarise

# Great Expectations takes seconds to import. The checks import it when they run, so that loading
# the definitions (the UI does so in several processes) does not wait for it.

_ORDERS = ("shop", "orders")


@dg.asset_check(
    asset=get_asset_key_for_model([customer_models], "customers"),
    blocking=True,
)
def customers_are_as_expected(warehouse: Warehouse) -> dg.AssetCheckResult:
    """Is every customer one that a person who uses the table would recognise as such?"""
    # Great Expectations takes seconds to import, so only a step that uses it does.
    from orchestration.lib.quality.judges import judge_customers  # noqa: PLC0415

    return _result(judge_customers(warehouse.environment.warehouse))


def _raw_orders_check() -> dg.AssetChecksDefinition:
    """Return the check of the shop's extract, for a company that has such a shop."""

    @dg.asset_check(asset=LANDING_KEYS[_ORDERS], blocking=True)
    def orders_are_delivered_as_agreed(warehouse: Warehouse) -> dg.AssetCheckResult:
        """Does the shop still deliver its orders in the shape that was agreed?"""
        # Imported late for the same reason as above.
        from orchestration.lib.quality.judges import judge_raw_orders  # noqa: PLC0415

        files = read_landing(warehouse.environment.landing).files_of(*_ORDERS)
        if not files:
            return dg.AssetCheckResult(
                passed=False,
                severity=dg.AssetCheckSeverity.WARN,
                description="The shop has delivered no orders at all.",
            )
        return _result(judge_raw_orders(files))

    return orders_are_delivered_as_agreed


def _result(findings: Sequence[Finding]) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        passed=all(finding.has_passed for finding in findings),
        description=summarise(findings),
        metadata={
            finding.expectation: f"{'met' if finding.has_passed else 'missed'}: {finding.detail}"
            for finding in findings
        },
    )


CHECKS = [
    customers_are_as_expected,
    *([_raw_orders_check()] if _ORDERS in LANDING_KEYS else []),
]
