"""Scores the recognised customers against the simulator's truth.

The unit is the pair of person keys: two keys of one person should be with one customer, and two
keys of different people never. Pairwise precision is the share of the pairs together that belong
together; pairwise recall the share of the pairs that belong together, and that the records tie,
which are. Devices are scored apart, because they never fuse people: each should go to its owner.

The truth is the simulator's and lies beside the landing folder; a real company has none, and then
there is nothing to score.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.lib.warehouse.connection import quoted

STEPS = tuple(sorted((Path(__file__).parent / "sql").glob("*.sql")))


@dataclass(frozen=True)
class FailureMode:
    """What one planted failure mode did.

    Attributes:
        name: The failure mode.
        planted: How often it was planted.
        fused: How often it put two people into one customer.
        recall: The share of its own keys' ties that were found, or None where it has no such keys.
    """

    name: str
    planted: int
    fused: int
    recall: float | None


@dataclass(frozen=True)
class Scores:
    """The whole judgement.

    Attributes:
        persons: People in the truth who have a person key.
        keys: Person keys judged.
        precision: Pairwise precision, 0 to 1.
        recall: Pairwise recall, 0 to 1.
        fused_customers: Customers that hold keys of more than one person.
        device_precision: The share of the devices given to a customer that went to their owner.
        device_recall: The share of the devices tied to their owner by a record that went there.
        failure_modes: What each planted failure mode did.
    """

    persons: int
    keys: int
    precision: float
    recall: float
    fused_customers: int
    device_precision: float
    device_recall: float
    failure_modes: tuple[FailureMode, ...]


def has_truth(landing: Path) -> bool:
    """Tell whether a landing folder comes with its truth."""
    return (landing / "_truth" / "identifiers.parquet").exists()


def score_landing(connection: duckdb.DuckDBPyConnection, landing: Path) -> Scores:
    """Score the published marts that a connection reads against the truth of a landing folder."""
    truth = landing / "_truth"
    views = {
        "truth_identifiers": f"from read_parquet({quoted(str(truth / 'identifiers.parquet'))})",
        "truth_planted": f"from read_parquet({quoted(str(truth / 'planted.parquet'))})",
        "crosswalk": "select customer_id, identifier_type, identifier_value "
        "from marts.customer_identifiers",
        "devices": "select customer_id, device_type, device_value from marts.customer_devices",
    }
    for name, query in views.items():
        connection.execute(f"create or replace temp view {name} as {query}")
    return score(connection)


def score(connection: duckdb.DuckDBPyConnection) -> Scores:
    """Score what the relations `crosswalk` and `devices` say against `truth_identifiers` and
    `truth_planted`, all visible to the connection."""
    for step in STEPS:
        connection.execute(step.read_text(encoding="utf-8"))
    pairs = _one_row(connection, "pairwise")
    devices = _one_row(connection, "devices_judged")
    modes = connection.sql("from failure_modes order by failure_mode").fetchall()
    return Scores(
        persons=pairs["persons"],
        keys=pairs["keys"],
        precision=_share(pairs["pairs_rightly_together"], pairs["pairs_together"]),
        recall=_share(pairs["pairs_found"], pairs["pairs_to_be_found"]),
        fused_customers=pairs["fused_customers"],
        device_precision=_share(devices["devices_rightly_given"], devices["devices_given"]),
        device_recall=_share(devices["devices_found"], devices["devices_to_be_given"]),
        failure_modes=tuple(
            FailureMode(
                name=name,
                planted=planted,
                fused=fused,
                recall=_share(found, to_be_found) if to_be_found else None,
            )
            for name, planted, fused, to_be_found, found in modes
        ),
    )


def _one_row(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, int]:
    result = connection.execute(f"from {table}")
    names = [column[0] for column in result.description or ()]
    values = result.fetchall()[0]
    return {name: int(value or 0) for name, value in zip(names, values, strict=True)}


def _share(part: int, whole: int) -> float:
    """Return a share; of nothing, everything is right."""
    return part / whole if whole else 1.0
