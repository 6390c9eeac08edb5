"""The next profiling question for each customer, or none, and why."""
