"""How dbt's models, seeds, sources and tests are shown in Dagster."""

from collections.abc import Mapping
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtProject


class LayerTranslator(DagsterDbtTranslator):
    """Groups every dbt resource by its layer, which is the schema it is stored in."""

    def get_asset_spec(
        self, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None
    ) -> dg.AssetSpec:
        """Return dbt's own asset, put into the group of its layer."""
        spec = super().get_asset_spec(manifest, unique_id, project)
        return spec.replace_attributes(
            group_name=layer_of(self.get_resource_props(manifest, unique_id))
        )


def layer_of(resource: Mapping[str, Any]) -> str:
    """Return the layer of a dbt resource: `landing` for what lies in the landing folder, else its
    schema's own name (staging, input, identity, marts, ...), without a sandbox's prefix."""
    if resource["resource_type"] == "source":
        return "landing"
    return str(resource["config"].get("schema") or resource["schema"])
