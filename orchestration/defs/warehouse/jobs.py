"""The one job: from the landing folder to the published view."""

import dagster as dg

single_customer_view = dg.define_asset_job(
    "single_customer_view",
    selection=dg.AssetSelection.all() | dg.AssetSelection.all_asset_checks(),
    description="Reads what was delivered, recognises the customers, asks, checks, and publishes.",
)

JOBS = [single_customer_view]
