"""The translator puts dbt's resources into layers and leaves all else as dagster-dbt made it."""

from typing import Any

import dagster as dg
import pytest
from dagster_dbt import DagsterDbtTranslator

from orchestration.defs.warehouse.project import MANIFEST
from orchestration.defs.warehouse.translator import LayerTranslator, layer_of

CUSTOMERS = "model.single_customer_view.customers"


@pytest.mark.parametrize(
    ("resource", "layer"),
    [
        ({"resource_type": "source", "schema": "main", "config": {}}, "landing"),
        ({"resource_type": "seed", "schema": "rules", "config": {"schema": "rules"}}, "rules"),
        (
            {"resource_type": "model", "schema": "anna_marts", "config": {"schema": "marts"}},
            "marts",
        ),
        ({"resource_type": "model", "schema": "main", "config": {"schema": None}}, "main"),
    ],
)
def test_the_layer_is_the_schema_without_the_sandbox(resource: dict[str, Any], layer: str) -> None:
    assert layer_of(resource) == layer


def test_only_the_group_differs_from_the_default() -> None:
    ours = LayerTranslator().get_asset_spec(MANIFEST, CUSTOMERS, None)
    theirs = DagsterDbtTranslator().get_asset_spec(MANIFEST, CUSTOMERS, None)
    assert ours.key == theirs.key == dg.AssetKey(["marts", "customers"])
    assert ours.description == theirs.description
    assert list(ours.deps) == list(theirs.deps)
    assert ours.group_name == "marts"
