"""Small warehouses of identifiers and links, with their clusters worked out by networkx."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import duckdb
import networkx as nx

BEGINNING = datetime.fromisoformat("2026-01-01")

_TABLES = """
create schema identity;
create schema rules;
create schema input;
create schema marts;
create table rules.identifier_types (
    identifier_type varchar, identifier_class varchar, priority integer
);
insert into rules.identifier_types values
    ('login', 'person', 1), ('loyalty_id', 'person', 2), ('email', 'person', 4),
    ('phone', 'person', 5), ('cookie', 'device', 6);
create table rules.link_methods (record_kind varchar, reason varchar);
insert into rules.link_methods values
    ('account', 'They registered.'), ('ticket', 'The till said so.');
create table rules.exclusion_rules (rule varchar, reason varchar);
insert into rules.exclusion_rules values ('role_mailbox', 'Several people read it.');
create table identity.int_identity__identifiers (
    identifier_id bigint, identifier_type varchar, identifier_class varchar,
    normalized_value varchar, observation_count bigint, is_verified boolean,
    first_seen_at timestamp, last_seen_at timestamp, exclusion_rule varchar
);
create table identity.int_identity__raw_identifiers (
    identifier_type varchar, raw_value varchar, normalized_value varchar, identifier_id bigint,
    observation_count bigint, exclusion_rule varchar
);
create table identity.identifiers_excluded (
    identifier_type varchar, raw_value varchar, normalized_value varchar, rule varchar,
    reason varchar
);
create table identity.int_identity__clusters (identifier_id bigint, cluster_id bigint);
create table identity.int_identity__cluster_customers (
    cluster_id bigint, customer_id varchar, registered_at timestamp
);
create table identity.int_identity__customer_registry (
    customer_id varchar, status varchar
);
create table identity.int_identity__clusters_linked (identifier_id bigint, cluster_id bigint);
create table identity.int_identity__decisions (
    decision_id varchar, source_record_id varchar, reason varchar, status varchar
);
create table identity.int_identity__merges (
    left_cluster_id bigint, right_cluster_id bigint, link_rank bigint, rule varchar, reason varchar
);
create table identity.int_identity__merge_candidates (
    left_cluster_id bigint, right_cluster_id bigint, link_rank bigint, names varchar,
    birth_dates varchar, places varchar, rule varchar, outcome varchar, reason varchar
);
create table identity.int_identity__links (
    link_rank bigint, left_id bigint, right_id bigint, method varchar,
    evidence_record_id varchar, strength integer, record_count bigint, first_seen_at timestamp,
    last_seen_at timestamp
);
create table identity.int_identity__links_refused (
    link_rank bigint, left_id bigint, right_id bigint, rule varchar
);
create table identity.links_rejected (
    left_id bigint, left_type varchar, left_value varchar, right_id bigint, right_type varchar,
    right_value varchar, rule varchar, reason varchar, decision_id varchar, method varchar,
    evidence_record_id varchar, strength integer, record_count bigint, first_seen_at timestamp,
    last_seen_at timestamp
);
create table identity.int_identity__record_identifiers (
    source_record_id varchar, record_kind varchar, identifier_role varchar, identifier_id bigint,
    is_verified boolean, occurred_at timestamp
);
create table identity.int_identity__records_resolved (
    source_record_id varchar, customer_id varchar
);
create table identity.int_identity__device_claims (
    device_id bigint, device_type varchar, customer_id varchar, source_record_id varchar,
    claimed_at timestamp
);
create table input.input__identifier_observations (
    source_record_id varchar, identifier_type varchar, raw_value varchar, occurred_at timestamp
);
create table marts.identity_events (
    identity_event_id varchar, event_type varchar, customer_id varchar, other_customer_id varchar,
    reason varchar, method varchar, evidence_record_id varchar, rule varchar, occurred_at timestamp
);
create table marts.customer_redirects (
    customer_id varchar, current_customer_id varchar, current_status varchar,
    redirected_at timestamp
);
create table marts.customer_identifiers (
    customer_id varchar, identifier_type varchar, identifier_value varchar,
    valid_from_at timestamp, valid_to_at timestamp
);
create table marts.customer_devices (
    device_type varchar, device_value varchar, customer_id varchar, valid_from_at timestamp,
    valid_to_at timestamp, basis varchar
);
"""


@dataclass(frozen=True)
class Link:
    """A link between two identifiers by their place in the world; the first of a list is the best.

    Attributes:
        left: The place of one end.
        right: The place of the other.
        refused_by: The rule that refused it, or None where it was taken.
        method: The kind of record.
    """

    left: int
    right: int
    refused_by: str | None = None
    method: str = "account"


@dataclass
class World:
    """What a build knows.

    Attributes:
        identifiers: The person keys, as `type:value`; their ids are their places.
        links: The links between them, the best first.
        excluded: Values set aside, as `type:value`, with the rule.
        records: Records, as (id, kind, [(type:value or place, role, verified)]).
        devices: Ownerships, as (device value, place of an identifier of the owner).
    """

    identifiers: Sequence[str]
    links: Sequence[Link] = ()
    excluded: dict[str, str] = field(default_factory=dict)
    records: Sequence[tuple[str, str, Sequence[tuple[str, str, bool]]]] = ()
    devices: Sequence[tuple[str, int]] = ()

    def clusters(self) -> dict[int, int]:
        """Cluster by identifier: the components over the links that were taken."""
        graph: nx.Graph[int] = nx.Graph()
        graph.add_nodes_from(range(len(self.identifiers)))
        graph.add_edges_from((x.left, x.right) for x in self.links if not x.refused_by)
        return {n: min(part) for part in nx.connected_components(graph) for n in part}


def build(world: World, path: str = ":memory:") -> duckdb.DuckDBPyConnection:
    """Return a connection to a warehouse, in memory or in a file, that holds a world."""
    connection = duckdb.connect(path)
    connection.execute(_TABLES)
    clusters = world.clusters()
    for number, name in enumerate(world.identifiers):
        identifier_type, _, value = name.partition(":")
        day = BEGINNING + timedelta(days=number)
        _insert(
            connection,
            "identity.int_identity__identifiers",
            (number, identifier_type, "person", value, 1, True, day, day, None),
        )
        _insert(
            connection,
            "identity.int_identity__raw_identifiers",
            (identifier_type, value.upper(), value, number, 1, None),
        )
        for table in ("int_identity__clusters", "int_identity__clusters_linked"):
            _insert(connection, f"identity.{table}", (number, clusters[number]))
    for cluster in sorted(set(clusters.values())):
        customer = f"cus_{cluster}"
        _insert(
            connection, "identity.int_identity__cluster_customers", (cluster, customer, BEGINNING)
        )
        _insert(
            connection,
            "identity.int_identity__customer_registry",
            (customer, "standing"),
        )
        _insert(
            connection,
            "marts.identity_events",
            (f"born {customer}", "born", customer, None, "First.", None, None, None, BEGINNING),
        )
    for rank, link in enumerate(world.links, start=1):
        _add_link(connection, world, clusters, rank, link)
    for name, rule in world.excluded.items():
        identifier_type, _, value = name.partition(":")
        _insert(
            connection,
            "identity.int_identity__raw_identifiers",
            (identifier_type, value, value, None, 1, rule),
        )
        connection.execute(
            "insert into identity.identifiers_excluded "
            "select ?, ?, ?, rule, reason from rules.exclusion_rules where rule = ?",
            [identifier_type, value, value, rule],
        )
    _add_records(connection, world)
    for device, owner in world.devices:
        _add_device(connection, device, f"cus_{clusters[owner]}")
    return connection


def _add_link(
    connection: duckdb.DuckDBPyConnection,
    world: World,
    clusters: dict[int, int],
    rank: int,
    link: Link,
) -> None:
    left, right = sorted((link.left, link.right))
    day = BEGINNING + timedelta(days=rank)
    evidence = (link.method, f"record:{rank}", 100 - rank, 1, day, day)
    _insert(connection, "identity.int_identity__links", (rank, left, right, *evidence))
    if link.refused_by:
        _insert(
            connection,
            "identity.int_identity__links_refused",
            (rank, left, right, link.refused_by),
        )
    if link.refused_by and clusters[left] != clusters[right]:
        ends = [
            part
            for place in (left, right)
            for part in (place, *world.identifiers[place].split(":", 1))
        ]
        _insert(
            connection,
            "identity.links_rejected",
            (*ends, link.refused_by, f"Because of {link.refused_by}.", None, *evidence),
        )


def _add_records(connection: duckdb.DuckDBPyConnection, world: World) -> None:
    for record, kind, shown in world.records:
        for name, role, is_verified in shown:
            identifier_type, _, value = name.partition(":")
            _insert(
                connection,
                "input.input__identifier_observations",
                (
                    record,
                    identifier_type,
                    value if name in world.excluded else value.upper(),
                    BEGINNING,
                ),
            )
            if name in world.identifiers:
                _insert(
                    connection,
                    "identity.int_identity__record_identifiers",
                    (record, kind, role, world.identifiers.index(name), is_verified, BEGINNING),
                )


def _add_device(connection: duckdb.DuckDBPyConnection, device: str, customer: str) -> None:
    known = connection.execute(
        "select identifier_id from identity.int_identity__identifiers where normalized_value = ?",
        [device],
    ).fetchall()
    device_id = known[0][0] if known else 1000 + len(device)
    if not known:
        _insert(
            connection,
            "identity.int_identity__identifiers",
            (device_id, "cookie", "device", device, 1, True, BEGINNING, BEGINNING, None),
        )
        _insert(
            connection,
            "identity.int_identity__raw_identifiers",
            ("cookie", device, device, device_id, 1, None),
        )
    _insert(
        connection,
        "identity.int_identity__device_claims",
        (device_id, "cookie", customer, f"claim of {customer}", BEGINNING),
    )
    _insert(
        connection,
        "marts.customer_devices",
        ("cookie", device, customer, BEGINNING, BEGINNING + timedelta(days=1), "signed_in"),
    )


def _insert(connection: duckdb.DuckDBPyConnection, table: str, row: Sequence[object]) -> None:
    places = ", ".join("?" for _ in row)
    connection.execute(f"insert into {table} values ({places})", list(row))
