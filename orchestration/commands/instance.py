"""Dagster's own storage of runs and events, kept beside the warehouses."""

import os
import shutil
from pathlib import Path

from orchestration.environment import Environment

SETTINGS = Path(__file__).resolve().parent.parent / "dagster.yaml"


def prepare_dagster_home(environment: Environment) -> None:
    """Make the folder of Dagster's storage with the project's settings, and point Dagster to it.

    Settings that are already there are somebody's own, and stay.
    """
    environment.dagster_home.mkdir(parents=True, exist_ok=True)
    settings = environment.dagster_home / SETTINGS.name
    if not settings.exists():
        shutil.copyfile(SETTINGS, settings)
    os.environ["DAGSTER_HOME"] = str(environment.dagster_home)
