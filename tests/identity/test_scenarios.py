"""Every scenario under `scenarios/`: after each delivery the people, ids and events are as told.

All scenarios share a warehouse and are delivered batch by batch together, so that each costs next
to nothing. A scenario that is over stays in the landing: nothing may happen to it in later runs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.identity.identity_project import IdentityProject
from tests.identity.scenario import Row, Scenario, delivered_at, moment, read_scenarios

SCENARIOS = list(read_scenarios(Path(__file__).parent / "scenarios"))
Found = dict[str, list[Row]]
QUERIES = {
    "held": """
        select
            identifier_type, identifier_value, customer_id, valid_from_at, valid_to_at, is_current
        from marts.customer_identifiers""",
    "events": """
        select event_type, customer_id, other_customer_id, method, rule
        from marts.identity_events
        where occurred_at = (select as_of_at from given.run_clock)""",
    "redirects": "select customer_id, current_customer_id from marts.customer_redirects",
    "refused": """
        select left_type, left_value, right_type, right_value, rule
        from identity.links_rejected""",
    "excluded": "select identifier_type, raw_value, rule from identity.identifiers_excluded",
    "devices": """
        select device_type, device_value, customer_id, valid_from_at, valid_to_at
        from marts.customer_devices""",
    "candidates": """
        select
            pairs.rule,
            left_identifiers.identifier_type as left_type,
            left_identifiers.normalized_value as left_value,
            right_identifiers.identifier_type as right_type,
            right_identifiers.normalized_value as right_value
        from identity.int_identity__merge_candidates as pairs
        inner join identity.int_identity__clusters_linked as left_clusters
            on pairs.left_cluster_id = left_clusters.cluster_id
        inner join identity.int_identity__identifiers as left_identifiers
            on left_clusters.identifier_id = left_identifiers.identifier_id
        inner join identity.int_identity__clusters_linked as right_clusters
            on pairs.right_cluster_id = right_clusters.cluster_id
        inner join identity.int_identity__identifiers as right_identifiers
            on right_clusters.identifier_id = right_identifiers.identifier_id""",
    "known": """
        select identifier_type, identifier_value, customer_id,
            valid_from_at, valid_to_at, known_from_at, known_to_at
        from marts.customer_identifiers_history""",
    "visitors": "select device_type, device_value from marts.visitors",
    "records": """
        select source_record_id, customer_id from identity.int_identity__records_resolved""",
}


def read(connection: duckdb.DuckDBPyConnection) -> Found:
    """What a run left, by the name of the question."""
    found: Found = {}
    for name, query in QUERIES.items():
        result = connection.execute(query)
        columns = [column[0] for column in result.description or ()]
        found[name] = [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
    connection.close()
    return found


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> list[Found]:
    """What each run left, all scenarios together, one run per batch and one more."""
    project = IdentityProject(tmp_path_factory.mktemp("identity"))
    longest = max(len(scenario.batches) for scenario in SCENARIOS)
    found = []
    for batch in range(longest + 1):
        rows: dict[str, list[Row]] = defaultdict(list)
        for scenario in SCENARIOS:
            for name, more in scenario.rows(batch).items():
                rows[name] += more
        found.append(read(project.run(rows, delivered_at(batch))))
    return found


class Story:
    """A scenario held against what the runs left; people get their names as they appear."""

    def __init__(self, scenario: Scenario, runs: list[Found]) -> None:
        self.scenario = scenario
        self.runs = runs
        self.ids: dict[str, str] = {}

    def normal(self, identifier: str) -> tuple[str, str]:
        """An identifier as the crosswalk writes it."""
        kind, value = self.scenario.value(identifier)
        return kind, value.lower() if kind in ("email", "login", "social_id", "cookie") else value

    def holder(self, run: Found, identifier: str) -> str | None:
        """The id of the current customer of an identifier."""
        key = self.normal(identifier)
        held = [
            row["customer_id"]
            for row in run["held"]
            if (row["identifier_type"], row["identifier_value"]) == key and row["is_current"]
        ]
        assert len(held) <= 1, f"{identifier} is held by several"
        return held[0] if held else None

    def check_people(self, run: Found, people: dict[str, list[str]]) -> None:
        """The partition is as told, and a name keeps its id from batch to batch."""
        holders: dict[str, set[str]] = {}
        for person, identifiers in people.items():
            ids = {self.holder(run, identifier) for identifier in identifiers}
            assert len(ids) == 1, f"{person} is not one customer: {identifiers}"
            (customer_id,) = ids
            assert customer_id is not None, f"{person} is no customer"
            assert self.ids.setdefault(person, customer_id) == customer_id, f"{person} has a new id"
            holders[customer_id] = {str(self.normal(identifier)) for identifier in identifiers}
        assert len(holders) == len(people), "two people are one customer"
        for customer_id, told in holders.items():
            held = {
                str((row["identifier_type"], row["identifier_value"]))
                for row in run["held"]
                if row["customer_id"] == customer_id and row["is_current"]
            }
            assert held == told

    def check_nobody(self, run: Found, identifiers: list[str]) -> None:
        """Nobody holds these."""
        assert [i for i in identifiers if self.holder(run, i) is not None] == []

    def name(self, customer_id: str | None) -> str:
        """The person an id was given to in this scenario."""
        names = [name for name, known in self.ids.items() if known == customer_id]
        return names[0] if names else "?"

    def check_events(self, run: Found, events: list[str]) -> None:
        """What happened to the ids of this scenario in this run, in words."""
        words = {"merged": "into", "split": "from", "revived": "from"}
        told = [
            f"{row['event_type']} {self.name(row['customer_id'])}"
            + (
                f" {words[row['event_type']]} {self.name(row['other_customer_id'])}"
                if row["other_customer_id"]
                else ""
            )
            for row in run["events"]
            if row["customer_id"] in self.ids.values()
        ]
        assert sorted(told) == sorted(events)

    def check_refused(self, run: Found, refused: list[list[str]]) -> None:
        """These links, and no others of this scenario, were refused, each by its rule."""
        told = {(frozenset(self.normal(end) for end in ends), rule) for *ends, rule in refused}
        mine = {self.normal(end) for *ends, _ in refused for end in ends}
        found = {
            (frozenset(ends), row["rule"])
            for row in run["refused"]
            for ends in [
                (
                    (row["left_type"], row["left_value"]),
                    (row["right_type"], row["right_value"]),
                )
            ]
            if mine & set(ends)
        }
        assert found == told

    def check_excluded(self, run: Found, excluded: list[list[str]]) -> None:
        """These values were set aside by these rules."""
        found = {
            ((row["identifier_type"], row["raw_value"]), row["rule"]) for row in run["excluded"]
        }
        assert {(self.scenario.value(who), rule) for who, rule in excluded} <= found

    def check_moments(self, rows: list[Row], kind: str, moments: list[list[Any]]) -> None:
        """At a moment an identifier or a device was with somebody, or with nobody."""
        for who, at, person in moments:
            key = self.normal(who)
            found = [
                self.name(row["customer_id"])
                for row in rows
                if (row[f"{kind}_type"], row[f"{kind}_value"]) == key
                and row["valid_from_at"] <= moment(at) < row["valid_to_at"]
            ]
            assert found == ([] if person == "nobody" else [person]), (who, at)

    def check_candidates(self, run: Found, reviews: list[list[str]]) -> None:
        """Two clusters were candidates for a merge, and this rule decided."""
        for left, right, rule in reviews:
            ends = {self.normal(left), self.normal(right)}
            rules = {
                row["rule"]
                for row in run["candidates"]
                if {
                    (row["left_type"], row["left_value"]),
                    (row["right_type"], row["right_value"]),
                }
                == ends
            }
            assert rules == {rule}, (left, right)

    def check_known(self, run: Found, known: list[list[Any]]) -> None:
        """As known after a batch, an identifier was with somebody at a moment."""
        for who, at, batch, person in known:
            key = self.normal(who)
            found = [
                self.name(row["customer_id"])
                for row in run["known"]
                if (row["identifier_type"], row["identifier_value"]) == key
                and row["valid_from_at"] <= moment(at) < row["valid_to_at"]
                and row["known_from_at"] <= delivered_at(batch) < row["known_to_at"]
            ]
            assert found == ([] if person == "nobody" else [person]), (who, at, batch)

    def check_records(self, run: Found, records: dict[str, str]) -> None:
        """A record belongs to somebody."""
        found = {row["source_record_id"]: self.name(row["customer_id"]) for row in run["records"]}
        for record, person in records.items():
            assert found.get(f"{self.scenario.tag}.{record}", "nobody") == person, record

    def check_visitors(self, run: Found, listed: list[str], unlisted: list[str]) -> None:
        """These devices are visitors, and those are not."""
        found = {(row["device_type"], row["device_value"]) for row in run["visitors"]}
        assert {self.normal(device) for device in listed} <= found
        assert found.isdisjoint(self.normal(device) for device in unlisted)

    def check_batch(self, run: Found, told: Row) -> None:
        """Everything that a batch tells."""
        self.check_people(run, told.get("people", {}))
        self.check_nobody(run, told.get("nobody", []))
        if "events" in told:
            self.check_events(run, told["events"])
        self.check_refused(run, told.get("refused", []))
        self.check_excluded(run, told.get("excluded", []))
        self.check_moments(run["held"], "identifier", told.get("held", []))
        self.check_moments(run["devices"], "device", told.get("devices", []))
        self.check_candidates(run, told.get("candidates", []))
        self.check_known(run, told.get("known", []))
        self.check_records(run, told.get("records_of", {}))
        self.check_visitors(run, told.get("visitors", []), told.get("no_visitors", []))
        for old, current in told.get("redirects", {}).items():
            expected = {"customer_id": self.ids[old], "current_customer_id": self.ids[current]}
            assert expected in run["redirects"]


def batches(scenario: Scenario) -> Iterator[tuple[int, Row]]:
    """Each batch's number and what it tells."""
    for number, batch in enumerate(scenario.batches):
        yield number, batch.get("then", {})


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[s.tag for s in SCENARIOS])
def test_scenario(scenario: Scenario, runs: list[Found]) -> None:
    story = Story(scenario, runs)
    for number, told in batches(scenario):
        story.check_batch(runs[number], told)
    for run in runs[len(scenario.batches) :]:
        story.check_events(run, [])


def test_there_are_at_least_forty_scenarios_and_each_has_a_title() -> None:
    assert len(SCENARIOS) >= 40
    assert len({scenario.title for scenario in SCENARIOS}) == len(SCENARIOS)
    assert len({scenario.tag for scenario in SCENARIOS}) == len(SCENARIOS)
