"""The published warehouse, which is all that leaves a build."""

import dagster as dg
from dagster_dbt import get_asset_key_for_model

from orchestration.defs.activation.audit import read_verdicts
from orchestration.defs.privacy.assets import people_forgotten
from orchestration.defs.profiling.checks import CHECKS as PROFILING_CHECKS
from orchestration.defs.quality.checks import CHECKS as QUALITY_CHECKS
from orchestration.defs.warehouse.assets import FILE_SET_TAG, activation_models, customer_models
from orchestration.defs.warehouse.project import MANIFEST
from orchestration.defs.warehouse.resources import Warehouse
from orchestration.lib.dbt.manifest import marts
from orchestration.lib.publishing.audit import require_a_clean_audit
from orchestration.lib.publishing.publication import Origin, publish

_MARTS = marts(MANIFEST)
_AUDITED = [customer_models, activation_models, *QUALITY_CHECKS, *PROFILING_CHECKS]
_AUDIT = sorted(key for checked in _AUDITED for key in checked.check_keys)


@dg.asset(
    deps=[
        people_forgotten,
        *(get_asset_key_for_model([customer_models], relation.name) for relation in _MARTS),
    ],
    group_name="activation",
    kinds={"duckdb"},
)
def published_warehouse(
    context: dg.AssetExecutionContext, warehouse: Warehouse
) -> dg.MaterializeResult[None]:
    """Which view of the customers may people and tools read today?

    It is replaced in one step, and only after every check has judged this build and none objects.
    Otherwise the last one stays, and the failure of this asset says why.
    """
    require_a_clean_audit(read_verdicts(context.instance, _AUDIT, context.run.run_id))
    run = context.instance.get_run_by_id(context.run.run_id)
    file_set = run.tags.get(FILE_SET_TAG, "") if run else ""
    publication = publish(warehouse.environment, _MARTS, Origin(context.run.run_id, file_set))
    return dg.MaterializeResult(
        metadata={
            "path": dg.MetadataValue.path(warehouse.environment.published),
            "size_bytes": publication.size_bytes,
            "tables": len(publication.rows),
            "rows_by_table": dg.MetadataValue.json(publication.rows),
        }
    )


ASSETS = [published_warehouse]
