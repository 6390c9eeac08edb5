"""The Dagster side of the single customer view: it runs dbt, asks, audits and publishes."""

from orchestration.environment import prefer_own_tools, silence_telemetry

# Tools decide whether to phone home when they are imported, so this comes before any of them.
silence_telemetry()
prefer_own_tools()
