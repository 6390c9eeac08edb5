"""Whoever wants the warehouse while another process has it waits, and is told for whom."""

import multiprocessing
import threading
import time
from pathlib import Path

import pytest

from orchestration.lib.warehouse.lock import WarehouseBusyError, hold

SPAWN = multiprocessing.get_context("spawn")


def _hold_and_log(lock_file: str, log: str, name: str, seconds: float) -> None:
    with hold(Path(lock_file), timeout_seconds=30):
        for word in ("begins", "ends"):
            with Path(log).open("a", encoding="utf-8") as lines:
                lines.write(f"{name} {word}\n")
            time.sleep(seconds)


def test_two_processes_take_turns(tmp_path: Path) -> None:
    lock_file, log = tmp_path / "warehouse.lock", tmp_path / "log"
    processes = [
        SPAWN.Process(target=_hold_and_log, args=(str(lock_file), str(log), name, 0.3))
        for name in ("first", "second")
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(timeout=60)
    assert [process.exitcode for process in processes] == [0, 0]
    lines = [line.split() for line in log.read_text(encoding="utf-8").splitlines()]
    assert [word for _, word in lines] == ["begins", "ends", "begins", "ends"]
    assert lines[0][0] == lines[1][0]
    assert lines[2][0] == lines[3][0]


def test_the_one_who_waits_is_told_for_whom(tmp_path: Path) -> None:
    lock_file = tmp_path / "warehouse.lock"
    words: list[str] = []
    is_held, may_end = threading.Event(), threading.Event()

    def holder() -> None:
        with hold(lock_file, timeout_seconds=1):
            is_held.set()
            may_end.wait(timeout=30)

    thread = threading.Thread(target=holder)
    thread.start()
    is_held.wait(timeout=30)

    def release(sentence: str) -> None:
        words.append(sentence)
        may_end.set()

    with hold(lock_file, timeout_seconds=30, on_wait=release):
        pass
    thread.join()
    assert len(words) == 1
    assert "in use by process" in words[0]


def test_waiting_too_long_ends_in_a_sentence(tmp_path: Path) -> None:
    lock_file = tmp_path / "warehouse.lock"
    with (
        hold(lock_file, timeout_seconds=1),
        pytest.raises(WarehouseBusyError, match="still in use by process"),
        hold(lock_file, timeout_seconds=0.5, on_wait=lambda _: None),
    ):
        pass


def test_the_lock_is_free_after_a_failure_inside_it(tmp_path: Path) -> None:
    lock_file = tmp_path / "warehouse.lock"
    with pytest.raises(ZeroDivisionError), hold(lock_file, timeout_seconds=1):
        raise ZeroDivisionError
    with hold(lock_file, timeout_seconds=0, on_wait=lambda _: None):
        pass
