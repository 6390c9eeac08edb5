"""Write the fictional retailer's raw extracts: python -m orchestration.lib.simulation."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from time import perf_counter

from orchestration.lib.simulation.simulate import Run, simulate


def main() -> None:
    """Read the arguments, write the extracts and say how far it got."""
    parser = ArgumentParser(prog="simulation", description=__doc__)
    parser.add_argument("--customers", type=int, default=1000, help="how many persons")
    parser.add_argument("--out", type=Path, required=True, help="the landing folder to write")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--format", choices=["mixed", "parquet"], default="mixed")
    parser.add_argument("--block", type=int, default=20_000, help="persons per block")
    parser.add_argument("--workers", type=int, default=2, help="processes")
    given = parser.parse_args()
    run = Run(
        customers=given.customers,
        folder=given.out,
        seed=given.seed,
        file_format=given.format,
        block=given.block,
        workers=given.workers,
    )
    started = perf_counter()
    for done, rows in simulate(run):
        elapsed = perf_counter() - started
        sys.stdout.write(f"block {done} of {len(run.blocks())}: {rows:,} rows in {elapsed:.1f} s\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
