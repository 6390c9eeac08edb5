"""Examines the next-question engine.

    SCV_PUBLIC_DATA=FOLDER python -m benchmarks.next_question --part polls

`polls` replays two surveys with real answers and real refusals (FOLDER holds `polls/`) and compares
the engine with other ways of asking.
"""

import argparse

from rich.console import Console

from benchmarks.building import public_data


def main() -> int:
    """Run one part; the exit code is 1 when the engine does not hold what it must."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.next_question")
    parser.add_argument("--part", choices=["polls"], required=True)
    parser.add_argument("--data", help="the folder of public data; SCV_PUBLIC_DATA by default")
    arguments = parser.parse_args()
    console = Console(width=120)
    data = public_data(arguments.data, "polls")
    if data is None:
        console.print("Skipped: SCV_PUBLIC_DATA does not name a folder with polls in it.")
        return 0
    # Each part is imported when it runs: the other's libraries take seconds.
    from benchmarks.next_question.poll_report import report_polls  # noqa: PLC0415

    return 0 if report_polls(data, console) else 1


if __name__ == "__main__":
    raise SystemExit(main())
