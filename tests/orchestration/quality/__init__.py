"""Tests of Great Expectations on DuckDB."""
