"""The `connected_components` materialization against networkx, and on shapes that break others."""

import itertools
import random
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from tests.identity.connected_components_project import ComponentsProject, Edge

MODEL = (
    "{{{{ config(materialized='connected_components') }}}} select left_id, right_id from {table}"
)
IN_PLACE = "warehouse.main.{table}"
SHUFFLED = [*range(100_001)]
random.Random(3).shuffle(SHUFFLED)


def expected_components(edges: list[Edge]) -> dict[Any, Any]:
    """Vertex to least vertex of its component, by networkx."""
    found: dict[Any, Any] = {}
    for component in nx.connected_components(nx.Graph(edges)):
        found |= dict.fromkeys(component, min(component))
    return found


def random_graphs(count: int, seed: int) -> list[Edge]:
    """Many small random graphs of all densities side by side, self-loops and repeats included."""
    source = random.Random(seed)
    edges: list[Edge] = []
    offset = -count
    for _ in range(count):
        size = source.randint(1, 12)
        edges += [
            (offset + source.randrange(size), offset + source.randrange(size))
            for _ in range(source.randint(1, 2 * size))
        ]
        offset += size
    source.shuffle(edges)
    return edges


def texts(edges: list[Edge]) -> list[Edge]:
    """The same graph between strings, whose order differs from the numbers'."""
    return [(f"ü{left}", f"ü{right}") for left, right in edges]


GRAPHS: dict[str, list[Edge]] = {
    "random_numbers": random_graphs(5_000, seed=7),
    "random_texts": texts(random_graphs(5_000, seed=8)),
    "dense": [(left, right) for left in range(60) for right in range(60)],
    "sorted_chain": list(itertools.pairwise(range(100_001))),
    "shuffled_chain": list(itertools.pairwise(SHUFFLED)),
    "chain_of_texts": texts(list(itertools.pairwise(range(20_000)))),
    "self_loops": [(4, 4), (9, 9), (9, 2)],
    "any_integers": [(2**63 - 1, 3), (3, -(2**63)), (2**40, 7)],
    "upper_and_lower": [("a", "B"), ("b", "b"), ("é", "z"), ("", "x")],
    "nothing": [],
}
NULLS: dict[str, list[Edge]] = {"null_left": [(None, 1)], "null_right": [("a", None)]}


@pytest.fixture(scope="module", params=[False, True], ids=["duckdb", "any_database"])
def built(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> ComponentsProject:
    """All graphs, each a model of its own; every other one is read where it lies."""
    models = {
        name: MODEL.format(
            table=IN_PLACE.format(table=f"{name}_edges") if n % 2 else f"{name}_edges"
        )
        for n, name in enumerate(GRAPHS)
    }
    folder = tmp_path_factory.mktemp("graphs")
    project = ComponentsProject(folder, models, is_portable=request.param)
    for name, edges in GRAPHS.items():
        project.load(f"{name}_edges", edges)
    project.run_all()
    return project


@pytest.mark.parametrize("name", GRAPHS)
def test_components_are_those_of_networkx(built: ComponentsProject, name: str) -> None:
    assert not built.differences(name, expected_components(GRAPHS[name]))


def test_no_scratch_table_is_left_behind(built: ComponentsProject) -> None:
    tables = {name for (name,) in built.rows("show tables")}
    assert tables == {*GRAPHS, *(f"{name}_edges" for name in GRAPHS)}


def test_a_star_of_a_million_is_one_component(tmp_path: Path) -> None:
    project = ComponentsProject(tmp_path, {"star": MODEL.format(table="star_edges")})
    project.execute(
        "create table star_edges as select 5 as left_id, range as right_id from range(1_000_000)"
    )
    project.run_all()
    assert project.rows("select count(*), max(component_id) from star") == [(1_000_000, 0)]


def test_a_null_is_told(tmp_path: Path) -> None:
    models = {name: MODEL.format(table=f"{name}_edges") for name in NULLS}
    project = ComponentsProject(tmp_path, models)
    for name, edges in NULLS.items():
        project.load(f"{name}_edges", edges)
    messages = project.run()
    for name in NULLS:
        assert "left_id or right_id is null" in messages[name]


def test_keys_that_share_a_hash_stay_apart(tmp_path: Path) -> None:
    edges = [(f"person {n}", f"login {n}") for n in range(2_000)]
    project = ComponentsProject(tmp_path, {"people": MODEL.format(table="people_edges")})
    project.load("people_edges", edges)
    first, any_seed = "hash({{ key }}) ", "hash({{ key }}, {{ seed }}) "

    # The first seed's hash has five values.
    project.replace_macro("contraction_hash.sql", first, f"{first}% 5 ")
    project.run_all()
    assert not project.differences("people", expected_components(edges))

    # Every seed's hash has: this ends, and says so.
    project.replace_macro("contraction_hash.sql", any_seed, f"{any_seed}% 5 ")
    assert "share a hash" in project.run()["people"]


def test_an_engine_without_a_hash_is_told(tmp_path: Path) -> None:
    project = ComponentsProject(tmp_path, {"people": MODEL.format(table="people_edges")})
    project.load("people_edges", [(1, 2)])
    project.replace_macro("contraction_hash.sql", "duckdb__contraction_hash", "other__hash")
    assert "needs a 64-bit hash on duckdb" in project.run()["people"]


def test_integers_of_two_widths_are_the_same_vertices(tmp_path: Path) -> None:
    project = ComponentsProject(tmp_path, {"people": MODEL.format(table="people_edges")})
    project.execute(
        "create table people_edges (left_id integer, right_id bigint)",
        "insert into people_edges values (-1, -2), (-2, -3)",
    )
    project.run_all()
    assert project.components("people") == {-1: -3, -2: -3, -3: -3}


def test_a_view_of_the_same_name_is_replaced(tmp_path: Path) -> None:
    project = ComponentsProject(tmp_path, {"people": MODEL.format(table="people_edges")})
    project.load("people_edges", [(1, 2)])
    project.execute("create view people as select 1 as x")
    project.run_all()
    assert project.components("people") == {1: 1, 2: 1}
