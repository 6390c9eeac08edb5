"""What the figures of the README come from, runnable by anyone."""
