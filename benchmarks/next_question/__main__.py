"""Examines the next-question engine.

    python -m benchmarks.next_question --part year --customers 2740 --days 365
    python -m benchmarks.next_question --part scale --customers 1000000

`year` simulates people whose willingness is known, for a year, and compares the engine with other
ways of asking; `scale` measures a run's seconds and memory.
"""

import argparse


def main() -> None:
    """Run one part."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.next_question")
    parser.add_argument("--part", choices=["year", "scale"], required=True)
    parser.add_argument("--customers", type=int)
    parser.add_argument("--days", type=int, default=365)
    arguments = parser.parse_args()
    if arguments.part == "year":
        # Each part is imported when it runs: the other's libraries take seconds.
        from benchmarks.next_question.year.report import report  # noqa: PLC0415

        report(arguments.customers or 2740, arguments.days)
    else:
        from benchmarks.next_question.scale import measure  # noqa: PLC0415

        measure(arguments.customers or 1_000_000)


if __name__ == "__main__":
    main()
