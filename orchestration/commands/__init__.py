"""What can be typed: `python -m orchestration run`, `summary`, `explain`, `ui` ...."""
