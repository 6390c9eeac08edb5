"""Who has been removed: people who asked to be erased, and people whose retention is over."""

import dagster as dg
from dagster_dbt import get_asset_key_for_model

from orchestration.defs.warehouse.assets import customer_models
from orchestration.defs.warehouse.project import MANIFEST
from orchestration.defs.warehouse.resources import Warehouse
from orchestration.lib.dbt.manifest import marts
from orchestration.lib.privacy.duties import erase_overdue, erase_requested

# It comes last in the build: whatever the models wrote of these people goes.
_BEFORE = [
    get_asset_key_for_model([customer_models], relation.name) for relation in marts(MANIFEST)
]


@dg.asset(deps=_BEFORE, group_name="privacy", kinds={"duckdb"})
def people_forgotten(warehouse: Warehouse) -> dg.MaterializeResult[None]:
    """Who had to be forgotten in this run, at their request or because their time was over?

    Only numbers are told. Nothing is written anew when there is nobody to forget.
    """
    metadata: dict[str, int | str] = {}
    for name, erase in (("at_their_request", erase_requested), ("retention_over", erase_overdue)):
        erased = erase(warehouse.environment)
        metadata[name] = erased.people if erased else 0
        if erased:
            metadata[f"{name}_rows"] = sum(erased.rows["warehouse"].values())
            metadata[f"{name}_certificate"] = str(erased.certificate)
    return dg.MaterializeResult(metadata=metadata)


ASSETS = [people_forgotten]
