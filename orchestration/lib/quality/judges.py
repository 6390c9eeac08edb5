"""The two judgements of a run: the shop's orders as delivered, and the customers as built."""

from collections.abc import Iterable
from pathlib import Path

from orchestration.lib.dbt.manifest import Relation
from orchestration.lib.landing.deliveries import Delivery
from orchestration.lib.landing.relation import as_landed_query
from orchestration.lib.quality.expectations import of_customers, of_raw_orders
from orchestration.lib.quality.findings import Finding
from orchestration.lib.quality.validation import validate_query, validate_table


def judge_customers(warehouse: Path) -> list[Finding]:
    """Hold the customers of a build warehouse against what is true of every customer."""
    return validate_table(warehouse, Relation("marts", "customers"), of_customers())


def judge_raw_orders(files: Iterable[Delivery]) -> list[Finding]:
    """Hold the shop's order files against what the shop promised."""
    return validate_query(as_landed_query(files), of_raw_orders())
