"""Incremental runs of `connected_components` give the same table as a full refresh."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pyarrow as pa
import pytest

from tests.identity.connected_components_project import ComponentsProject, Edge

INCREMENTAL = """
-- depends_on: {{{{ ref('{name}_changes') }}}}
{{{{ config(materialized='connected_components', changes='{name}_changes') }}}}
select left_id, right_id from {name}_edges
"""
CHANGES = "{{{{ config(materialized='view') }}}} select * from {name}_changed"
Change = tuple[Any, Any, str]


def models(*names: str) -> dict[str, str]:
    """Incremental models, each with the model of its changes."""
    templates = {"": INCREMENTAL, "_changes": CHANGES}
    return {
        name + suffix: template.format(name=name)
        for name in names
        for suffix, template in templates.items()
    }


def load(project: ComponentsProject, name: str, edges: list[Edge], changes: list[Change]) -> None:
    """Set all current edges of a model, and what changed."""
    project.load(f"{name}_edges", edges)
    left, right, change = zip(*changes, strict=True) if changes else ((), (), ())
    sample = next(iter([*left, *(edge[0] for edge in edges)]), 0)
    kind = pa.string() if isinstance(sample, str) else pa.int64()
    arrow = pa.table(
        {
            "left_id": pa.array(left, kind),
            "right_id": pa.array(right, kind),
            "change": pa.array(change, pa.string()),
        }
    )
    project.execute(f"create or replace table {name}_changed as from given", given=arrow)


def expected(edges: list[Edge]) -> dict[Any, Any]:
    """Vertex to least vertex of its component, by networkx."""
    found: dict[Any, Any] = {}
    for component in nx.connected_components(nx.Graph(edges)):
        found |= dict.fromkeys(component, min(component))
    return found


class RandomHistory:
    """Many small graphs side by side whose edges come and go, batch by batch."""

    def __init__(self, seed: int, graphs: int, key: Callable[[int], Any]) -> None:
        """Start without edges; `key` makes a vertex of a number."""
        self._random = random.Random(seed)
        self._graphs = graphs
        self._key = key
        self.edges: list[Edge] = []

    def _edge(self) -> Edge:
        graph = self._random.randrange(self._graphs)
        size = 2 + graph % 9
        # One in fifty joins two graphs that lie side by side.
        reach = 10 if self._random.random() < 0.02 else 0
        left, right = (10 * graph + self._random.randrange(size) for _ in range(2))
        return self._key(left), self._key(right + reach)

    def step(self, added: int, removed: int) -> list[Change]:
        """Add and remove edges at random; some are reported the other way round or needlessly."""
        source = self._random
        # An edge stands several times now and then, and one copy may go while another stays.
        new = [self._edge() for _ in range(added)]
        source.shuffle(self.edges)
        removed = min(removed, len(self.edges))
        gone, kept = self.edges[:removed], self.edges[removed:]
        changes = [(left, right, "removed") for left, right in gone]
        # Some edges are added and taken away again within the batch, others come back at once.
        fleeting = [self._edge() for _ in range(removed // 10)]
        back = gone[: removed // 10]
        self.edges = kept + new + back
        changes += [(left, right, "added") for left, right in new + back + fleeting]
        changes += [(right, left, "removed") for left, right in fleeting]
        source.shuffle(changes)
        return changes


# Additions and removals of each batch: growth, more of it, both at once, decay, a purge, a restart.
BATCHES = [(6_000, 0), (2_000, 0), (2_000, 2_000), (0, 3_000), (0, 10**9), (500, 10)]


@pytest.mark.parametrize("is_portable", [False, True], ids=["in_place", "any_database"])
def test_every_batch_gives_what_a_full_refresh_gives(tmp_path: Path, is_portable: bool) -> None:
    project = ComponentsProject(tmp_path, models("numbers", "texts"), is_portable=is_portable)
    histories = {
        "numbers": RandomHistory(1, 2_000, lambda number: number - 10_000),
        "texts": RandomHistory(2, 2_000, lambda number: f"é{number % 97}:{number}"),
    }
    for added, removed in BATCHES:
        for name, history in histories.items():
            changes = history.step(added, removed)
            load(project, name, history.edges, changes)
        project.run_all()
        for name, history in histories.items():
            assert not project.differences(name, expected(history.edges))
        if added == removed:
            # The same changes once more, as after a run whose success nobody heard of.
            project.run_all()
            for name, history in histories.items():
                assert not project.differences(name, expected(history.edges))


# Edges before, edges after, and the changes between them, each in a graph of its own.
CASES: dict[str, tuple[list[Edge], list[Edge], list[Change]]] = {
    "an_edge_joins_two_clusters": (
        [(1, 2), (3, 4)],
        [(1, 2), (3, 4), (4, 2)],
        [(4, 2, "added")],
    ),
    "a_new_vertex_becomes_the_least": ([(5, 6)], [(5, 6), (6, 0)], [(6, 0, "added")]),
    "a_cut_makes_two_clusters": ([(1, 2), (2, 3)], [(1, 2)], [(2, 3, "removed")]),
    "a_longer_path_keeps_them_joined": (
        [(1, 2), (2, 3), (3, 1)],
        [(2, 3), (3, 1)],
        [(1, 2, "removed")],
    ),
    "a_duplicate_keeps_them_joined": (
        [(1, 2), (1, 2)],
        [(1, 2)],
        [(2, 1, "removed")],
    ),
    "a_cut_edge_is_replaced_in_the_same_batch": (
        [(1, 2), (2, 3)],
        [(1, 3), (2, 3)],
        [(1, 2, "removed"), (1, 3, "added")],
    ),
    "an_edge_comes_and_goes_in_one_batch": (
        [(1, 2), (3, 4)],
        [(1, 2), (3, 4)],
        [(2, 3, "added"), (2, 3, "removed")],
    ),
    "an_edge_goes_and_comes_back_in_one_batch": (
        [(1, 2)],
        [(1, 2)],
        [(1, 2, "removed"), (1, 2, "added")],
    ),
    "a_lone_vertex_goes": ([(1, 1), (2, 3)], [(2, 3)], [(1, 1, "removed")]),
    "a_vertex_outlives_its_self_loop": ([(1, 1), (1, 2)], [(1, 2)], [(1, 1, "removed")]),
    "a_self_loop_outlives_the_edge": ([(2, 2), (1, 2)], [(2, 2)], [(1, 2, "removed")]),
    "a_lone_vertex_comes": ([(2, 3)], [(2, 3), (1, 1)], [(1, 1, "added")]),
    "the_least_vertex_goes": ([(1, 2), (2, 3)], [(2, 3)], [(1, 2, "removed")]),
    "a_cut_part_joins_another_cluster": (
        [(1, 5), (5, 6), (2, 3)],
        [(1, 5), (2, 3), (6, 2)],
        [(5, 6, "removed"), (2, 6, "added")],
    ),
    "everything_goes": ([(1, 2), (3, 3)], [], [(1, 2, "removed"), (3, 3, "removed")]),
    "an_unknown_edge_is_removed": ([(1, 2)], [(1, 2)], [(8, 9, "removed")]),
    "nothing_changes": ([(1, 2), (3, 3)], [(1, 2), (3, 3)], []),
}


def apart(edges: list[Edge], case: int) -> list[Edge]:
    """A case's edges in a range of numbers of its own."""
    return [(100 * case + left, 100 * case + right) for left, right in edges]


@pytest.fixture(scope="module")
def built_cases(tmp_path_factory: pytest.TempPathFactory) -> dict[int, int]:
    """All cases side by side, built and then brought up to date."""
    project = ComponentsProject(tmp_path_factory.mktemp("cases"), models("linked"))
    cases = list(enumerate(CASES.values()))
    load(project, "linked", [edge for n, case in cases for edge in apart(case[0], n)], [])
    project.run_all()
    changes = [
        (100 * n + left, 100 * n + right, change)
        for n, case in cases
        for left, right, change in case[2]
    ]
    load(project, "linked", [edge for n, case in cases for edge in apart(case[1], n)], changes)
    project.run_all()
    return project.components("linked")


@pytest.mark.parametrize("name", CASES)
def test_a_change_by_itself(built_cases: dict[int, int], name: str) -> None:
    number = list(CASES).index(name)
    found = {vertex: root for vertex, root in built_cases.items() if vertex // 100 == number}
    assert found == expected(apart(CASES[name][1], number))


HOOKED = INCREMENTAL.replace(
    "changes=",
    "post_hook=\"select case when stop then error('stopped') end from switch\", changes=",
)


def test_an_interrupted_run_leaves_the_former_table(tmp_path: Path) -> None:
    project = ComponentsProject(
        tmp_path, models("linked") | {"linked": HOOKED.format(name="linked")}
    )
    before, after = [(1, 2), (3, 4)], [(1, 2), (2, 3)]
    load(project, "linked", before, [])
    project.execute("create table switch as select false as stop")
    project.run_all()
    project.execute("update switch set stop = true")
    load(project, "linked", after, [(2, 3, "added"), (3, 4, "removed")])

    for arguments in ([], ["--full-refresh"]):
        assert "stopped" in project.run(*arguments)["linked"]
        assert project.components("linked") == expected(before)

    # The insert fails after the delete.
    project.execute("update switch set stop = false")
    columns = "(vertex_id, component_id)\n"
    project.replace_macro("apply_component_changes.sql", columns, "(vertex_id, nothing)\n")
    assert "nothing" in project.run()["linked"]
    assert project.components("linked") == expected(before)

    project.replace_macro("apply_component_changes.sql", "(vertex_id, nothing)\n", columns)
    project.run_all()
    assert project.components("linked") == expected(after)
    assert {name for (name,) in project.rows("show tables")} == {
        "linked",
        "linked_edges",
        "linked_changed",
        "linked_changes",
        "switch",
    }


def test_wrong_changes_are_told(tmp_path: Path) -> None:
    wrong: dict[str, tuple[Any, Any, Any]] = {
        "unheard_of": (1, 2, "changed"),
        "half": (1, None, "added"),
        "mute": (1, 2, None),
    }
    project = ComponentsProject(tmp_path, models(*wrong))
    for name in wrong:
        load(project, name, [(1, 2)], [])
    project.run_all()
    for name, change in wrong.items():
        load(project, name, [(1, 2)], [change])
    messages = project.run()
    for name in wrong:
        assert "'added' or 'removed'" in messages[name]
