"""What can be typed: `python -m orchestration run`, `summary`, `ui` or `check-landing`."""
