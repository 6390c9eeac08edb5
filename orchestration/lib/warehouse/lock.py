"""One process at a time in the build warehouse.

DuckDB lets one process write a file, and refuses everyone else at once with an error. A run of
the job must wait for its turn instead, for its whole length: between two of its steps another run
must not rebuild half of what it is about to publish. So a run holds an operating-system lock on a
file beside the warehouse. The system frees it when the process ends, however it ends, so it is
never left over.
"""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_POLL_SECONDS = 0.2


class WarehouseBusyError(RuntimeError):
    """The warehouse stayed in another process's hands for longer than this one would wait."""


@contextmanager
def hold(
    lock_file: Path,
    *,
    timeout_seconds: float,
    on_wait: Callable[[str], object] = print,
) -> Iterator[None]:
    """Hold the lock while the block runs, waiting for whoever has it.

    Args:
        lock_file: The file to lock; it is made where missing, and kept.
        timeout_seconds: How long to wait before giving up.
        on_wait: Told once, in a sentence that names the holder, when there is a wait.

    Raises:
        WarehouseBusyError: When the wait was longer than the time-out.
    """
    lock_file.parent.mkdir(parents=True, exist_ok=True)
    with lock_file.open("a+", encoding="utf-8") as handle:
        deadline = time.monotonic() + timeout_seconds
        has_waited = False
        while not _try_lock(handle.fileno()):
            if time.monotonic() >= deadline:
                raise WarehouseBusyError(
                    f"The warehouse is still in use by {_holder(lock_file)} after "
                    f"{timeout_seconds:.0f} seconds of waiting. Try again when it has ended."
                )
            if not has_waited:
                on_wait(f"The warehouse is in use by {_holder(lock_file)}; waiting for it to end.")
                has_waited = True
            time.sleep(_POLL_SECONDS)
        try:
            handle.truncate(0)
            handle.write(f"process {os.getpid()}")
            handle.flush()
            yield
        finally:
            handle.truncate(0)
            fcntl.flock(handle.fileno(), fcntl.LOCK_UN)


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(lock_file: Path) -> str:
    """Name whoever wrote itself into the lock file; the writing is for people, the lock decides."""
    return lock_file.read_text(encoding="utf-8").strip() or "another process"
