"""The seconds and the memory that a run takes for very many customers, beside the least possible.

The floor is a bare cross join of customers and questions with one multiplication and the best
question of each customer: no engine that looks at every question can take less.
"""

import multiprocessing
import time
from pathlib import Path

import duckdb
from rich.console import Console
from rich.table import Table

from benchmarks.next_question.warehouse import empty_warehouse
from orchestration.lib.profiling.audit import violations
from orchestration.lib.profiling.learning.lessons import learn
from orchestration.lib.profiling.next_questions import compute_next_questions, prepare
from orchestration.lib.profiling.traits import learn_traits
from orchestration.lib.warehouse.clock import moment_of_run

CONSOLE = Console(width=110)
_BAR_SECONDS, _BAR_GIGABYTES = 60, 4
_CUSTOMERS = Path(__file__).with_name("scale.sql")
_CLEAR, _STATUS = Path("/proc/self/clear_refs"), Path("/proc/self/status")
_FLOOR = """
create or replace temp table floor as
select
    customers.customer_id,
    arg_max(questions.question_id, questions.base_answer_rate * customers.order_count) as best
from marts.customers
cross join rules.questions
group by customers.customer_id
"""


def report_scale(customers: int) -> bool:
    """Measure in a process of its own, so that only this is counted, and print it.

    Returns: Whether the bars are met.
    """
    spawned = multiprocessing.get_context("spawn")
    with spawned.Pool(1) as pool:
        found, is_met = pool.apply(_measure, (customers,))
    table = Table("what", "found", "bar", title=f"{customers:,} customers, all questions")
    for row in found:
        table.add_row(*row)
    CONSOLE.print(table)
    return is_met


def _measure(customers: int) -> tuple[list[tuple[str, str, str]], bool]:
    connection = empty_warehouse()
    connection.execute("set memory_limit = '4GB'")
    connection.execute("set threads = 2")
    connection.execute("set enable_progress_bar = false")
    for statement in _CUSTOMERS.read_text(encoding="utf-8").split(";\n"):
        needs = {"customers": customers} if "$customers" in statement else None
        connection.execute(statement, needs)
    floor = _seconds(connection, _FLOOR)
    connection.execute("drop table floor")
    moment = moment_of_run(connection)
    started = time.perf_counter()
    prepare(connection, moment)
    learn_traits(connection)
    learn(connection, moment)
    learned = time.perf_counter() - started
    _forget_peak()
    started = time.perf_counter()
    outcome = compute_next_questions(connection, moment)
    seconds = time.perf_counter() - started
    peak = _peak_gigabytes()
    started = time.perf_counter()
    found = violations(connection, moment)
    audited = time.perf_counter() - started
    rows = [
        ("seconds of a run", f"{seconds:.1f}", f"< {_BAR_SECONDS}"),
        (
            "peak memory of the process in a run, GB, tables included",
            f"{peak:.2f}",
            f"< {_BAR_GIGABYTES}",
        ),
        ("the floor, seconds", f"{floor:.1f}", ""),
        ("a run in floors", f"{seconds / floor:.1f}", ""),
        ("customers with a question", f"{outcome.asked:,}", ""),
        ("seconds of learning, before the run", f"{learned:.1f}", ""),
        ("seconds of the audit", f"{audited:.1f}", ""),
        ("rules broken", f"{len(found):,}", "0"),
    ]
    is_met = seconds < _BAR_SECONDS and peak < _BAR_GIGABYTES and not found
    return rows, is_met


def _forget_peak() -> None:
    """Count the peak from now on (Linux: 5 resets the high-water mark, see proc(5))."""
    _CLEAR.write_text("5", encoding="utf-8")


def _peak_gigabytes() -> float:
    """The most memory that the process held since."""
    lines = _STATUS.read_text(encoding="utf-8").splitlines()
    kilobytes = next(line.split()[1] for line in lines if line.startswith("VmHWM"))
    return int(kilobytes) / 2**20


def _seconds(connection: duckdb.DuckDBPyConnection, statement: str) -> float:
    started = time.perf_counter()
    connection.execute(statement)
    return time.perf_counter() - started
