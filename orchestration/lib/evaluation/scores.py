"""Scores the recognised customers against the simulator's truth.

The unit is the person key, alone or in pairs: two keys of one person should be with one customer,
and two keys of different people never. Pairwise precision is the share of the pairs together that
belong together; pairwise recall the share of the pairs that belong together, and that the records
tie, which are. B-cubed asks the same of every key (Bagga and Baldwin 1998), so that a person of
many keys weighs no more than their keys. Devices are scored apart, because they never fuse
people: each should go to its owner. Households are judged by pairs of customers. Each planted
failure mode has a score of its own.

The truth is the simulator's and lies beside the landing folder; a real company has none, and then
there is nothing to score.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.lib.evaluation.inputs import give_inputs

STEPS = tuple(sorted((Path(__file__).parent / "sql").glob("*.sql")))


@dataclass(frozen=True)
class FailureMode:
    """What one planted failure mode did.

    Attributes:
        name: The failure mode.
        planted: How often it was planted.
        fused: How often it put two people into one customer.
        score: The share, 0 to 1, of what it is judged by that was right.
        judged_by: What the score is a share of: `ties` (of its own keys to their person's others),
            `records` (that show only a value owned in turn, put down to the owner of the moment),
            `owners in turn` (of such values), or `cases` (in which the right thing was done).
    """

    name: str
    planted: int
    fused: int
    score: float
    judged_by: str


@dataclass(frozen=True)
class Scores:
    """The whole judgement; every rate is a share, 0 to 1.

    Attributes:
        persons: People in the truth who have a person key.
        keys: Person keys judged.
        precision: Pairwise precision.
        recall: Pairwise recall.
        bcubed_precision: The mean, over keys, of the share of its customer's keys that are its
            person's.
        bcubed_recall: The mean, over linkable keys, of the share of its person's that are with its
            customer.
        customers: Customers that hold a key of the truth.
        fused_customers: Those among them that hold keys of more than one person.
        over_merge_rate: The share of the customers that do.
        under_merge_rate: The share of the people whose linkable keys are with several customers.
        household_pairs: Pairs of customers who live together.
        household_precision: The share of the pairs put into one household that live together.
        household_recall: The share of the pairs who live together that are in one household.
        household_recall_of_tied: The same, of the pairs that any evidence ties.
        device_precision: The share of the devices given to a customer that went to their owner.
        device_recall: The share of the devices tied to their owner by a record, and not refused,
            that went there.
        refused_devices: Devices that refused to be followed.
        refusal_respect: The share of those that were given to nobody.
        failure_modes: What each planted failure mode did.
    """

    persons: int
    keys: int
    precision: float
    recall: float
    bcubed_precision: float
    bcubed_recall: float
    customers: int
    fused_customers: int
    over_merge_rate: float
    under_merge_rate: float
    household_pairs: int
    household_precision: float
    household_recall: float
    household_recall_of_tied: float
    device_precision: float
    device_recall: float
    refused_devices: int
    refusal_respect: float
    failure_modes: tuple[FailureMode, ...]

    @property
    def f1(self) -> float:
        """The harmonic mean of pairwise precision and recall."""
        return _harmonic_mean(self.precision, self.recall)

    @property
    def bcubed_f1(self) -> float:
        """The harmonic mean of B-cubed precision and recall."""
        return _harmonic_mean(self.bcubed_precision, self.bcubed_recall)


def has_truth(landing: Path) -> bool:
    """Tell whether a landing folder comes with its truth."""
    return (landing / "_truth" / "identifiers.parquet").exists()


def score_landing(connection: duckdb.DuckDBPyConnection, landing: Path) -> Scores:
    """Score the marts that a connection reads against the truth of a landing folder.

    The published warehouse is enough. In a build warehouse the values owned in turn are judged by
    the records that show them.
    """
    give_inputs(connection, landing)
    return score(connection)


def score(connection: duckdb.DuckDBPyConnection) -> Scores:
    """Score what a connection sees under the names that `inputs.py` lists."""
    for step in STEPS:
        connection.execute(step.read_text(encoding="utf-8"))
    pairs = _one_row(connection, "pairwise")
    clusters = _one_row(connection, "clusters_judged")
    devices = _one_row(connection, "devices_judged")
    households = _one_row(connection, "households_judged")
    modes = connection.sql(
        "select failure_mode, planted, fused, right_count, judged_count, judged_by "
        "from mode_scores order by failure_mode"
    ).fetchall()
    return Scores(
        persons=int(pairs["persons"]),
        keys=int(pairs["keys"]),
        precision=_share(pairs["pairs_rightly_together"], pairs["pairs_together"]),
        recall=_share(pairs["pairs_found"], pairs["pairs_to_be_found"]),
        bcubed_precision=clusters["bcubed_precision"],
        bcubed_recall=clusters["bcubed_recall"],
        customers=int(clusters["customers"]),
        fused_customers=int(clusters["fused_customers"]),
        over_merge_rate=_rate(clusters["fused_customers"], clusters["customers"]),
        under_merge_rate=_rate(clusters["split_persons"], clusters["linkable_persons"]),
        household_pairs=int(households["pairs_to_be_found"]),
        household_precision=_share(
            households["pairs_rightly_together"], households["pairs_together"]
        ),
        household_recall=_share(households["pairs_found"], households["pairs_to_be_found"]),
        household_recall_of_tied=_share(households["pairs_found"], households["pairs_tied"]),
        device_precision=_share(devices["devices_rightly_given"], devices["devices_given"]),
        device_recall=_share(devices["devices_found"], devices["devices_to_be_given"]),
        refused_devices=int(devices["devices_refused"]),
        refusal_respect=_share(devices["devices_left_alone"], devices["devices_refused"]),
        failure_modes=tuple(
            FailureMode(name, planted, fused, _share(right, judged), judged_by)
            for name, planted, fused, right, judged, judged_by in modes
        ),
    )


def _one_row(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, float]:
    result = connection.execute(f"from {table}")
    names = [column[0] for column in result.description or ()]
    values = result.fetchall()[0]
    return {name: float(value or 0) for name, value in zip(names, values, strict=True)}


def _share(part: float, whole: float) -> float:
    """Return a share of right things; of nothing, everything is right."""
    return part / whole if whole else 1.0


def _rate(part: float, whole: float) -> float:
    """Return a share of wrong things; of nothing, nothing is wrong."""
    return part / whole if whole else 0.0


def _harmonic_mean(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0
