"""Other ways from the table `links` to a table `result` (identifier, cluster), and the floor.

Each takes a connection to the file that holds `links`. What each calls a cluster is its own affair;
`partitions_differ` compares the partitions.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

import duckdb
import networkx as nx
import numpy as np
import pyarrow as pa

Method = Callable[[duckdb.DuckDBPyConnection], None]
IDENTIFIERS = "(select left_id as id from links union all select right_id from links) as ends"
BATCH = 1_000_000


def floor(connection: duckdb.DuckDBPyConnection) -> None:
    """Scan the links and write the table, each identifier a cluster of its own."""
    connection.execute(
        "create table result as select id as identifier, id as cluster "
        f"from {IDENTIFIERS} group by id"
    )


def narrow_floor(connection: duckdb.DuckDBPyConnection) -> None:
    """Scan the links and write the identifiers, with no second column."""
    connection.execute(
        f"create table result as select id as identifier from {IDENTIFIERS} group by id"
    )


def networkx(connection: duckdb.DuckDBPyConnection) -> None:
    """Connected components by networkx, rows through Arrow both ways."""
    graph = nx.Graph()
    for batch in connection.sql("from links").to_arrow_reader(BATCH):
        graph.add_edges_from(zip(*(column.to_pylist() for column in batch.columns), strict=True))
    identifiers: list[str] = []
    clusters: list[str] = []
    for component in nx.connected_components(graph):
        identifiers += component
        clusters += [min(component)] * len(component)
    found = pa.table({"identifier": identifiers, "cluster": clusters})
    connection.register("found", found)
    connection.execute("create table result as from found")


def scipy(connection: duckdb.DuckDBPyConnection) -> None:
    """Dense numbers in SQL, connected components by scipy, and back."""
    sparse = import_module("scipy.sparse")
    graphs = import_module("scipy.sparse.csgraph")
    connection.execute(
        "create temp table numbers as select id, row_number() over () - 1 as number "
        f"from (select id from {IDENTIFIERS} group by id)"
    )
    ends = connection.sql(
        "select l.number as l, r.number as r from links "
        "join numbers as l on left_id = l.id join numbers as r on right_id = r.id"
    ).fetchnumpy()
    size = connection.sql("select count(*) from numbers").fetchall()[0][0]
    ones = np.ones(len(ends["l"]), dtype=np.int8)
    matrix = sparse.coo_matrix((ones, (ends["l"], ends["r"])), shape=(size, size))
    _, labels = graphs.connected_components(matrix, directed=False)
    found = pa.table({"number": np.arange(size), "label": labels})
    connection.register("found", found)
    connection.execute(
        "create table result as select id as identifier, min(id) over (partition by label) "
        "as cluster from numbers join found using (number)"
    )
    connection.execute("drop table numbers")


def using_key(connection: duckdb.DuckDBPyConnection) -> None:
    """DuckDB's recursive CTE with USING KEY: the least identifier spreads hop by hop."""
    connection.execute(f"""
        create table result as
        with recursive ends as materialized (
            select left_id as a, right_id as b from links
            union all
            select right_id as a, left_id as b from links
        ),

        spread(identifier, cluster) using key (identifier) as (
            select id, id from (select id from {IDENTIFIERS} group by id)
            union
            select ends.a, min(spread.cluster)
            from spread
            inner join ends on ends.b = spread.identifier
            inner join recurring.spread as held on held.identifier = ends.a
            where spread.cluster < held.cluster
            group by ends.a
        )

        select identifier, cluster from spread""")


def splink(connection: duckdb.DuckDBPyConnection) -> None:
    """Splink's clustering of pairwise predictions at a threshold, with every link above it."""
    clustering = import_module("splink.clustering")
    connection.execute(f"create temp table nodes as select id from {IDENTIFIERS} group by id")
    connection.execute(
        "create temp view edges as select left_id, right_id, 1.0 as match_probability from links"
    )
    found = clustering.cluster_pairwise_predictions_at_threshold(
        "nodes",
        "edges",
        import_module("splink").DuckDBAPI(connection),
        node_id_column_name="id",
        edge_id_column_name_left="left_id",
        edge_id_column_name_right="right_id",
        threshold_match_probability=0.5,
    )
    connection.execute(
        "create table result as select id as identifier, cluster_id as cluster "
        f"from {found.physical_name}"
    )


PEERS: dict[str, tuple[Method, str | None]] = {
    "floor": (floor, None),
    "identifiers alone": (narrow_floor, None),
    "networkx": (networkx, "networkx"),
    "scipy": (scipy, "scipy"),
    "USING KEY": (using_key, None),
    "Splink": (splink, "splink"),
}


def is_installed(name: str) -> bool:
    """Whether the package that a peer needs is there."""
    package = PEERS[name][1]
    return package is None or find_spec(package) is not None


def partitions_differ(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether `result` puts other identifiers together than the table `components` does."""
    pairs = """
        select result.cluster as theirs, components.component_id as ours
        from result
        full join components on result.identifier = components.vertex_id
        group by all"""
    counts = connection.sql(
        f"select count(*), count(distinct theirs), count(distinct ours) from ({pairs})"
    ).fetchall()[0]
    return len(set(counts)) > 1
