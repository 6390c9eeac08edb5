"""What dbt says about its project, read from its own artifacts."""
