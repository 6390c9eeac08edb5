"""The published view in a few tables that a person can read in a minute."""
