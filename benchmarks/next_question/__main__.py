"""Examines the next-question engine.

    SCV_PUBLIC_DATA=FOLDER python -m benchmarks.next_question --part polls
    python -m benchmarks.next_question --part year --customers 2740 --days 365
    python -m benchmarks.next_question --part scale --customers 1000000

`polls` replays two surveys with real answers and real refusals (FOLDER holds `polls/`) and compares
the engine with other ways of asking. `year` simulates a year of people whose willingness is known,
and lets the engine and others ask them. `scale` measures a run's seconds and memory.
"""

import argparse

from rich.console import Console

from benchmarks.building import public_data


def main() -> int:
    """Run one part; the exit code is 1 when the engine does not hold what it must."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.next_question")
    parser.add_argument("--part", choices=["polls", "year", "scale"], required=True)
    parser.add_argument("--data", help="the folder of public data; SCV_PUBLIC_DATA by default")
    parser.add_argument("--customers", type=int, help="2,740 people of a year; a million at scale")
    parser.add_argument("--days", type=int, default=365, help="the length of the year")
    arguments = parser.parse_args()
    # Each part is imported when it runs: the other's libraries take seconds.
    if arguments.part == "year":
        from benchmarks.next_question.year.report import report_year  # noqa: PLC0415

        return 0 if report_year(arguments.customers or 2740, arguments.days) else 1
    if arguments.part == "scale":
        from benchmarks.next_question.scale import report_scale  # noqa: PLC0415

        return 0 if report_scale(arguments.customers or 1_000_000) else 1
    console = Console(width=120)
    data = public_data(arguments.data, "polls")
    if data is None:
        console.print("Skipped: SCV_PUBLIC_DATA does not name a folder with polls in it.")
        return 0
    from benchmarks.next_question.poll_report import report_polls  # noqa: PLC0415

    return 0 if report_polls(data, console) else 1


if __name__ == "__main__":
    raise SystemExit(main())
