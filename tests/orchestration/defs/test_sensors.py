"""The sensor asks for one run per set of delivered files, and never for one that is published."""

import os
import time
from pathlib import Path

import dagster as dg
import pytest

from orchestration.defs.warehouse.sensors import new_deliveries
from orchestration.environment import Environment
from orchestration.lib.dbt.manifest import Relation
from orchestration.lib.landing.deliveries import file_set_key, read_landing
from orchestration.lib.publishing.publication import Origin, publish
from tests.orchestration.defs.conftest import deliver


@pytest.fixture
def delivered(pointed: Environment) -> Path:
    """A file that was delivered two minutes ago."""
    path = deliver(pointed, "shop/orders/2026-10-31.csv")
    two_minutes_ago = time.time() - 120
    os.utime(path, (two_minutes_ago, two_minutes_ago))
    return path


def look() -> dg.RunRequest | dg.SkipReason:
    with dg.DagsterInstance.ephemeral() as instance:
        result = new_deliveries(dg.build_sensor_context(instance=instance))
    assert isinstance(result, dg.RunRequest | dg.SkipReason)
    return result


def test_an_empty_landing_folder_asks_for_nothing(pointed: Environment) -> None:
    assert not pointed.landing.exists()
    assert isinstance(look(), dg.SkipReason)


def test_a_set_of_files_asks_for_one_run_by_its_key(pointed: Environment, delivered: Path) -> None:
    first, second = look(), look()
    assert isinstance(first, dg.RunRequest)
    assert isinstance(second, dg.RunRequest)
    assert first.run_key == second.run_key
    assert first.run_key == file_set_key(read_landing(pointed.landing).deliveries)


def test_a_late_file_asks_for_another_run(pointed: Environment, delivered: Path) -> None:
    before = look()
    late = deliver(pointed, "web/calls/2026-10-29__late.jsonl")
    two_minutes_ago = time.time() - 120
    os.utime(late, (two_minutes_ago, two_minutes_ago))
    after = look()
    assert isinstance(before, dg.RunRequest)
    assert isinstance(after, dg.RunRequest)
    assert before.run_key != after.run_key


def test_a_file_that_is_still_arriving_is_waited_for(pointed: Environment, delivered: Path) -> None:
    delivered.touch()
    result = look()
    assert isinstance(result, dg.SkipReason)
    assert "arriving" in (result.skip_message or "")


def test_files_that_the_published_view_shows_ask_for_nothing(
    pointed: Environment, delivered: Path
) -> None:
    key = file_set_key(read_landing(pointed.landing).deliveries)
    publish(pointed, [Relation("marts", "customers")], Origin("run-1", key))
    result = look()
    assert isinstance(result, dg.SkipReason)
    assert key in (result.skip_message or "")
