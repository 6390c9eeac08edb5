"""What Dagster knows, by capability: one kind of thing per file."""
