"""What customers will probably do."""
