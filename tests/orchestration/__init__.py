"""Tests of the Python side: what Dagster is told, and the logic under it."""
