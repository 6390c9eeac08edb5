"""Great Expectations on DuckDB: what a table must look like, and the verdict when it does not."""
