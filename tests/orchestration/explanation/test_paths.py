"""The best chain is the one that networkx finds, and the one that the SQL macro finds."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import jinja2
import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.lib.explanation.comparison import ONE_CUSTOMER, compare
from orchestration.lib.explanation.paths import Tie, best_chain
from tests.orchestration.explanation.worlds import Link, World, build

ROOT = Path(__file__).resolve().parents[3]
TYPES = ("login", "email", "phone")


@st.composite
def ties(draw: st.DrawFn) -> list[Tie]:
    """Up to twenty ties between eight identifiers, refused or taken."""
    pairs = draw(
        st.lists(
            st.tuples(st.integers(0, 7), st.integers(0, 7), st.booleans()).filter(
                lambda pair: pair[0] != pair[1]
            ),
            max_size=20,
        )
    )
    return [Tie(rank, *pair) for rank, pair in enumerate(pairs, start=1)]


@settings(max_examples=300, deadline=None)
@given(ties=ties(), start=st.integers(0, 7), end=st.integers(0, 7))
def test_the_chain_has_as_few_refusals_and_then_hops_as_networkx_finds(
    ties: list[Tie], start: int, end: int
) -> None:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(8))
    for tie in ties:
        weight = 1 if tie.is_taken else 1001
        known = graph.get_edge_data(tie.left, tie.right, {}).get("weight", weight)
        graph.add_edge(tie.left, tie.right, weight=min(weight, known))
    chain = best_chain(ties, [start], [end])
    if not nx.has_path(graph, start, end):
        assert chain is None
        return
    assert chain is not None
    cost = nx.shortest_path_length(graph, start, end, weight="weight")
    assert sum(1 if hop.tie.is_taken else 1001 for hop in chain) == cost
    assert [hop.start for hop in chain[:1]] in ([], [start])
    assert [hop.end for hop in chain[-1:]] in ([], [end])
    assert all(one.end == other.start for one, other in pairwise(chain))
    assert all({hop.start, hop.end} == {hop.tie.left, hop.tie.right} for hop in chain)


def test_of_two_chains_of_one_length_the_better_evidence_is_told() -> None:
    by_2 = [Tie(5, 1, 2, True), Tie(6, 2, 4, True)]
    by_3 = [Tie(9, 1, 3, True), Tie(1, 3, 4, True)]
    chain = best_chain([*by_2, *by_3], [1], [4])
    assert chain is not None
    assert [hop.tie.rank for hop in chain] == [9, 1]


def test_a_longer_chain_is_better_than_a_refusal() -> None:
    detour = [Tie(2, 1, 2, True), Tie(3, 2, 3, True), Tie(4, 3, 4, True)]
    chain = best_chain([Tie(1, 1, 4, False), *detour], [1], [4])
    assert chain is not None
    assert [hop.tie.rank for hop in chain] == [2, 3, 4]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Up to nine identifiers with random links, some of them refused."""
    size = draw(st.integers(2, 9))
    pairs = draw(
        st.lists(
            st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)).filter(
                lambda pair: pair[0] < pair[1]
            ),
            unique=True,
            max_size=18,
        )
    )
    rules = st.sampled_from([None, None, None, None, "weak", "login_limit"])
    return World(
        [f"{TYPES[n % 3]}:it's {n}" for n in range(size)],
        [Link(*pair, refused_by=draw(rules)) for pair in pairs],
    )


def identity_path(left: str, right: str) -> str:
    """The SQL of the macro, as dbt would render it."""
    text = (ROOT / "macros/identity/identity_path.sql").read_text(encoding="utf-8")

    def ref(name: str) -> str:
        return f"rules.{name}" if name == "link_methods" else f"identity.{name}"

    # The template is this project's own macro, and what it writes is SQL, not HTML.
    module: Any = jinja2.Environment().from_string(text).make_module({"ref": ref})  # noqa: S701
    sql: str = module.identity_path(*left.split(":", 1), *right.split(":", 1))
    return sql


@settings(max_examples=40, deadline=None)
@given(world=worlds(), data=st.data())
def test_the_macro_and_the_command_tell_the_same_chain(world: World, data: st.DataObject) -> None:
    names = st.sampled_from(world.identifiers)
    left, right = data.draw(names), data.draw(names)
    with build(world) as connection:
        for one, other in ((left, right), (right, left)):
            comparison = compare(connection, one, other)
            told = [
                (step.number, step.from_identifier, step.to_identifier, step.evidence_record_id)
                for step in comparison.chain
            ]
            rows = connection.execute(identity_path(one, other)).fetchall()
            in_sql = [(row[0], f"{row[1]}:{row[2]}", f"{row[3]}:{row[4]}", row[6]) for row in rows]
            assert in_sql == (told if comparison.verdict == ONE_CUSTOMER else [])
            assert all(step.is_taken for step in comparison.chain) == (
                comparison.verdict == ONE_CUSTOMER or not comparison.chain
            )
