"""Logic that knows nothing of Dagster, so that it can be tested and run by itself."""
