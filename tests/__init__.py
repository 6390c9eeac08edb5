"""Tests of the project: what dbt, Dagster and the repository must hold to."""
