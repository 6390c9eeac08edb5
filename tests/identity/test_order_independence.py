"""Who is who depends on what was observed, not on the order or the batches it came in.

Hundreds of small random worlds lie side by side in one warehouse, which is how one run of the
models tries them all. One warehouse gets everything at once; the other gets the same records
shuffled, in three deliveries.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.identity.identity_project import IdentityProject
from tests.identity.scenario import Row, Scenario, delivered_at

KINDS = ("account", "loyalty_member", "identify", "order", "ticket", "support", "social_login")
POOL = {"login": 3, "loyalty_id": 2, "email": 3, "phone": 2, "social_id": 1}
NAMES = [("Anna", "Petit"), ("Marc", "Petit"), ("Alex", "Roy"), ("Alexandre", "Roy")]
FIRST_RECORD = datetime.fromisoformat("2022-01-01")
BORN = ["1980-01-01", "1990-02-02"]
Outcome = dict[str, Any]


def random_record(source: random.Random, name: str) -> Row:
    """A record that shows one to three identifiers and may state who it is about."""
    identifiers = {
        f"{kind}:{source.randrange(POOL[kind])}"
        for kind in source.sample(sorted(POOL), source.randint(1, 3))
    }
    first_name, last_name = source.choice(NAMES)
    says = {"first_name": first_name, "last_name": last_name, "birth_date": source.choice(BORN)}
    age = timedelta(days=source.randrange(1600), minutes=source.randrange(900))
    return {
        "record": name,
        "kind": source.choice(KINDS),
        "at": (FIRST_RECORD + age).isoformat(),
        "self": sorted(identifiers),
        "says": says if source.random() < 0.5 else {},
    }


def random_worlds(count: int, seed: int) -> Iterator[tuple[str, list[Row], list[Row]]]:
    """Worlds: a tag, records, and a steward's decisions."""
    source = random.Random(seed)
    for number in range(count):
        records = [random_record(source, f"r{n}") for n in range(source.randint(3, 9))]
        decisions = [
            {
                "id": "d",
                "decision": source.choice(["must_link", "cannot_link"]),
                "between": ["login:0", source.choice(["email:0", "login:1", "phone:0"])],
                "at": "2026-01-01",
            }
        ]
        yield f"w{number}", records, decisions if source.random() < 0.3 else []


def rows_of(worlds: list[tuple[str, list[Row], list[Row]]], batches: int, seed: int) -> list[Any]:
    """The input rows after each of so many deliveries; the records fall into them at random."""
    source = random.Random(seed)
    states: list[dict[str, list[Row]]] = [defaultdict(list) for _ in range(batches)]
    for tag, records, decisions in worlds:
        deliveries: list[dict[str, Any]] = [{"records": []} for _ in range(batches)]
        for record in records:
            deliveries[source.randrange(batches)]["records"].append(record)
        deliveries[source.randrange(batches)]["decisions"] = decisions
        scenario = Scenario(tag, tag, deliveries)
        for batch in range(batches):
            for name, rows in scenario.rows(batch).items():
                states[batch][name] += rows
    for state in states:
        for rows in state.values():
            source.shuffle(rows)
    return states


def outcome(connection: duckdb.DuckDBPyConnection) -> Outcome:
    """Who is who, without the ids: groups of identifiers, intervals, refusals and owners."""
    holders: dict[str, set[str]] = defaultdict(set)
    for customer_id, *held in connection.sql("""
        select customer_id, identifier_type, identifier_value, valid_from_at, valid_to_at
        from marts.customer_identifiers""").fetchall():
        holders[customer_id].add(str(held))
    refused = connection.sql("""
        select left_type, left_value, right_type, right_value, rule
        from identity.links_rejected""").fetchall()
    merges = connection.sql("""
        select least(l.normalized_value, r.normalized_value), rule
        from identity.int_identity__merges as merges
        inner join identity.int_identity__identifiers as l
            on merges.left_cluster_id = l.identifier_id
        inner join identity.int_identity__identifiers as r
            on merges.right_cluster_id = r.identifier_id""").fetchall()
    connection.close()
    return {
        "people": {frozenset(held) for held in holders.values()},
        "refused": set(refused),
        "merges": sorted(merges),
    }


@pytest.mark.slow
def test_order_and_batches_do_not_matter(tmp_path_factory: pytest.TempPathFactory) -> None:
    worlds = list(random_worlds(400, seed=5))
    at_once = IdentityProject(tmp_path_factory.mktemp("at_once"))
    (state,) = rows_of(worlds, batches=1, seed=1)
    expected = outcome(at_once.run(state, delivered_at(5)))
    in_turns = IdentityProject(tmp_path_factory.mktemp("in_turns"))
    found: Outcome = {}
    for batch, state in enumerate(rows_of(worlds, batches=3, seed=2)):
        found = outcome(in_turns.run(state, delivered_at(batch + 3)))
    assert len(expected["people"]) > len(worlds)
    assert len(expected["refused"]) > 100
    assert expected["merges"]
    assert found == expected


def test_worlds_are_the_same_for_the_same_seed(tmp_path: Path) -> None:
    assert list(random_worlds(5, seed=3)) == list(random_worlds(5, seed=3))
