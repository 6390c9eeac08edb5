"""Tests of what Dagster is told."""
