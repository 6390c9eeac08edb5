"""The `connected_components` materialization against networkx, and on shapes that break others."""

import itertools
import random
from pathlib import Path

import duckdb
import networkx as nx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.identity.conftest import Build

MODEL = """
{{ config(materialized='connected_components') }}
select left_id, right_id from edges
"""


def components_of(build: Build, edges: list[tuple[int, int]], folder: Path) -> dict[int, int]:
    """Vertex to component, as the materialization computes it."""
    left, right = zip(*edges, strict=True) if edges else ((), ())
    table = pa.table(
        {"left_id": pa.array(left, pa.int64()), "right_id": pa.array(right, pa.int64())}
    )
    pq.write_table(table, folder / "edges.parquet")
    connection = build(
        {"components": MODEL},
        [f"create table edges as select * from '{folder / 'edges.parquet'}'"],
    )
    found = connection.sql("select vertex_id, component_id from components").fetchall()
    assert len(found) == len({vertex for vertex, _ in found}), "a vertex stands twice"
    connection.close()
    return dict(found)


def expected_components(edges: list[tuple[int, int]]) -> dict[int, int]:
    """Vertex to least vertex of its component, by networkx."""
    graph = nx.Graph(edges)
    return {
        vertex: min(component)
        for component in nx.connected_components(graph)
        for vertex in component
    }


def random_graphs(count: int, seed: int) -> list[tuple[int, int]]:
    """Many small random graphs of all densities side by side, self-loops and repeats included."""
    source = random.Random(seed)
    edges: list[tuple[int, int]] = []
    offset = 0
    for _ in range(count):
        size = source.randint(1, 12)
        edges += [
            (offset + source.randrange(size), offset + source.randrange(size))
            for _ in range(source.randint(1, 2 * size))
        ]
        offset += size
    source.shuffle(edges)
    return edges


def test_thousands_of_random_graphs_agree_with_networkx(build: Build, tmp_path: Path) -> None:
    edges = random_graphs(5_000, seed=7)
    assert components_of(build, edges, tmp_path) == expected_components(edges)


@pytest.mark.parametrize("order", ["sorted", "shuffled"])
def test_a_chain_of_100000_hops_is_one_component(build: Build, tmp_path: Path, order: str) -> None:
    vertices = list(range(100_001))
    if order == "shuffled":
        random.Random(3).shuffle(vertices)
    edges = list(itertools.pairwise(vertices))
    found = components_of(build, edges, tmp_path)
    assert len(found) == 100_001
    assert set(found.values()) == {0}


def test_a_star_is_one_component(build: Build, tmp_path: Path) -> None:
    found = components_of(build, [(5, other) for other in range(100_000)], tmp_path)
    assert len(found) == 100_000
    assert set(found.values()) == {0}


def test_no_edges_give_no_rows(build: Build, tmp_path: Path) -> None:
    assert components_of(build, [], tmp_path) == {}


def test_a_vertex_with_only_a_self_loop_is_its_own_component(build: Build, tmp_path: Path) -> None:
    assert components_of(build, [(4, 4), (9, 9), (9, 2)], tmp_path) == {4: 4, 9: 2, 2: 2}


def test_no_scratch_table_is_left_behind(build: Build) -> None:
    connection = build(
        {"components": MODEL}, ["create table edges as select 1 as left_id, 2 as right_id"]
    )
    tables = {name for (name,) in connection.sql("show tables").fetchall()}
    assert tables == {"edges", "components"}


def test_integers_have_no_range(build: Build, tmp_path: Path) -> None:
    least, most = -(2**63), 2**63 - 1
    found = components_of(build, [(most, 3), (3, least), (2**40, 7)], tmp_path)
    assert found == {most: least, 3: least, least: least, 2**40: 7, 7: 7}


def test_a_connection_can_read_the_result(build: Build) -> None:
    connection = build(
        {"components": MODEL}, ["create table edges as select 3 as left_id, 1 as right_id"]
    )
    assert isinstance(connection, duckdb.DuckDBPyConnection)
    assert sorted(connection.sql("from components").fetchall()) == [(1, 1), (3, 1)]
