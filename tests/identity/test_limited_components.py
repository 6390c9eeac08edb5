"""The `limited_components` materialization against the sequential algorithm it must equal."""

import random
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import duckdb

from tests.identity.conftest import Build

MODEL = """
-- depends_on: {{ ref('tokens') }}, {{ ref('limits') }}
{{ config(materialized='limited_components', tokens='tokens', limits='limits') }}
select link_rank, left_id, right_id, is_forced from edges
"""
LIMITS = {
    "login_limit": {"login": 1},
    "email_limit": {"email": 2},
    "two_people": {"birth_date": 1, "first_name": 1},
    "cannot_link": {"apart": 1},
}
BINDING_FORCED = {"cannot_link"}


class Edge(NamedTuple):
    """An edge in the total order, with what its record states."""

    rank: int
    left: int
    right: int
    tokens: tuple[tuple[str, str], ...]
    is_forced: bool = False


def count_types(tokens: set[tuple[str, str]]) -> dict[str, int]:
    """Token type to how many distinct values of it there are."""
    counts: dict[str, int] = defaultdict(int)
    for token_type, _ in tokens:
        counts[token_type] += 1
    return counts


def is_broken(rule: str, held: set[tuple[str, str]]) -> bool:
    """Whether a component that holds these tokens breaks the rule."""
    counts = count_types(held)
    return all(counts[token_type] > limit for token_type, limit in LIMITS[rule].items())


def is_no_worse(rule: str, end: set[tuple[str, str]], together: set[tuple[str, str]]) -> bool:
    """Whether one end broke the rule before, and the other end adds nothing to it."""
    before, after = count_types(end), count_types(together)
    return is_broken(rule, end) and all(before[kind] == after[kind] for kind in LIMITS[rule])


def sequential(
    edges: list[Edge], vertex_tokens: dict[int, set[tuple[str, str]]]
) -> dict[int, tuple[str, str | None]]:
    """Rank to outcome and rule, edge by edge in order: the definition."""
    component = {vertex: vertex for edge in edges for vertex in (edge.left, edge.right)}
    holdings: dict[int, set[tuple[str, str]]] = {
        vertex: set(vertex_tokens.get(vertex, ())) for vertex in component
    }
    outcomes: dict[int, tuple[str, str | None]] = {}
    for edge in sorted(edges):
        left, right = component[edge.left], component[edge.right]
        if left == right:
            outcomes[edge.rank] = ("redundant", None)
            continue
        together = holdings[left] | holdings[right] | set(edge.tokens)
        broken = [
            rule
            for rule in LIMITS
            if is_broken(rule, together)
            and (rule in BINDING_FORCED or not edge.is_forced)
            and not is_no_worse(rule, holdings[left], together)
            and not is_no_worse(rule, holdings[right], together)
        ]
        if broken:
            outcomes[edge.rank] = ("rejected", min(broken))
            continue
        outcomes[edge.rank] = ("accepted", None)
        for vertex, current in component.items():
            if current == right:
                component[vertex] = left
        holdings[left] = together
    return outcomes


def random_case(seed: int) -> tuple[list[Edge], dict[int, set[tuple[str, str]]]]:
    """Many small graphs side by side, with tokens on vertices and on some edges."""
    source = random.Random(seed)
    pairs, vertex_tokens, offset = [], {}, 0
    for _ in range(300):
        size = source.randint(2, 9)
        for vertex in range(offset, offset + size):
            kind = source.choice(["login", "email", "phone"])
            vertex_tokens[vertex] = {(kind, str(vertex))}
            if source.random() < 0.2:
                vertex_tokens[vertex].add(("apart", source.choice(["left", "right"])))
        for _ in range(source.randint(1, 3 * size)):
            tokens: tuple[tuple[str, str], ...] = ()
            if source.random() < 0.5:
                tokens = (
                    ("birth_date", source.choice(["1980", "1990"])),
                    ("first_name", source.choice(["ann", "bob"])),
                )
            left, right = source.sample(range(offset, offset + size), 2)
            pairs.append((left, right, tokens, source.random() < 0.1))
        offset += size
    source.shuffle(pairs)
    return [Edge(rank, *pair) for rank, pair in enumerate(pairs)], vertex_tokens


def create(table: str, rows: Sequence[tuple[object, ...]]) -> str:
    """A statement that makes a table, `name (columns)`, of rows."""
    name, columns = table.split(" ", 1)
    literals = (
        "(" + ", ".join("null" if v is None else repr(v) for v in row) + ")" for row in rows
    )
    return f"create table {name} as select * from (values {', '.join(literals)}) as t {columns}"


def run(
    build: Build, edges: list[Edge], vertex_tokens: dict[int, set[tuple[str, str]]]
) -> dict[int, tuple[str, str | None]]:
    """Rank to outcome and rule, as the materialization computes it."""
    tokens: list[tuple[object, ...]] = [
        (vertex, None, *token) for vertex, held in vertex_tokens.items() for token in held
    ]
    tokens += [(None, edge.rank, *token) for edge in edges for token in edge.tokens]
    limits: list[tuple[object, ...]] = [
        (rule, token_type, limit, rule in BINDING_FORCED)
        for rule, parts in LIMITS.items()
        for token_type, limit in parts.items()
    ]
    models = {
        "outcomes": MODEL,
        "tokens": "select * from raw_tokens",
        "limits": "select * from raw_limits",
    }
    connection = build(
        models,
        [
            create(
                "edges (link_rank, left_id, right_id, is_forced)",
                [(*edge[:3], edge.is_forced) for edge in edges],
            ),
            create("raw_tokens (vertex_id, link_rank, token_type, token_value)", tokens),
            create("raw_limits (rule, token_type, token_limit, binds_forced)", limits),
        ],
    )
    return outcomes_of(connection)


def outcomes_of(connection: duckdb.DuckDBPyConnection) -> dict[int, tuple[str, str | None]]:
    """Rank to outcome and rule from the built table."""
    rows = connection.sql("select link_rank, outcome, rule from outcomes").fetchall()
    connection.close()
    return {rank: (outcome, rule) for rank, outcome, rule in rows}


def test_random_graphs_agree_with_the_sequential_definition(build: Build) -> None:
    edges, vertex_tokens = random_case(seed=11)
    expected = sequential(edges, vertex_tokens)
    assert {outcome for outcome, _ in expected.values()} == {"accepted", "redundant", "rejected"}
    assert run(build, edges, vertex_tokens) == expected


def test_an_edge_that_would_join_two_logins_is_rejected_with_its_rule(build: Build) -> None:
    edges = [Edge(1, 1, 2, ()), Edge(2, 2, 3, ())]
    tokens = {1: {("login", "a")}, 2: {("email", "m")}, 3: {("login", "b")}}
    assert run(build, edges, tokens) == {1: ("accepted", None), 2: ("rejected", "login_limit")}


def test_a_rule_of_two_token_types_is_broken_only_when_both_are_exceeded(build: Build) -> None:
    ann, bob = ("first_name", "ann"), ("first_name", "bob")
    y80, y90 = ("birth_date", "1980"), ("birth_date", "1990")
    edges = [Edge(1, 1, 2, (ann, y80)), Edge(2, 2, 3, (bob, y80)), Edge(3, 3, 4, (bob, y90))]
    tokens = {4: {("phone", "4")}}
    assert run(build, edges, tokens) == {
        1: ("accepted", None),
        2: ("accepted", None),
        3: ("rejected", "two_people"),
    }


def test_a_forced_edge_joins_two_logins_and_lets_each_keep_its_mailbox(build: Build) -> None:
    edges = [Edge(1, 1, 2, (), is_forced=True), Edge(2, 1, 3, ()), Edge(3, 2, 4, ())]
    tokens = {1: {("login", "a")}, 2: {("login", "b")}, 3: {("email", "m")}, 4: {("login", "c")}}
    assert run(build, edges, tokens) == {
        1: ("accepted", None),
        2: ("accepted", None),
        3: ("rejected", "login_limit"),
    }


def test_a_forced_edge_is_rejected_only_by_a_rule_that_binds_it(build: Build) -> None:
    edges = [Edge(1, 1, 2, (), is_forced=True), Edge(2, 2, 3, (), is_forced=True)]
    tokens = {1: {("apart", "left")}, 2: {("email", "m")}, 3: {("apart", "right")}}
    assert run(build, edges, tokens) == {1: ("accepted", None), 2: ("rejected", "cannot_link")}
