"""Who must be forgotten before anything is published."""
