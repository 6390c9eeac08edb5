"""Tables of distinct links between string identifiers, in three shapes."""

from pathlib import Path

import duckdb

# Identifiers as a retailer has them: of four types, 12 to 40 characters long.
NAME = """
    create or replace temp macro name(cluster, number) as
    case hash(cluster, number) % 4
        when 0 then 'email:' || lower(hex(hash(cluster, number, 1) % 4294967296)) || cluster
            || '.' || number || '@example.org'
        when 1 then 'phone:+33' || cluster || lpad(number::varchar, 2, '0')
        when 2 then 'loyalty:' || cluster || lpad(number::varchar, 3, '0')
        else 'login:' || lower(hex(hash(cluster, number, 2) % 4294967296)) || cluster
            || '_' || number
    end"""

# Clusters of 2 to 12 identifiers, smaller ones more often, and one in a thousand of 13 to 60. Each
# is a random tree and, for every three identifiers, one link more.
RETAILER = """
    with sizes as (
        select
            range as cluster,
            case when hash(range) % 1000 = 0 then 13 + hash(range, 1) % 48
                else 2 + hash(range, 1) % (1 + hash(range, 2) % 11)
            end::bigint as size
        from range({links} // 4)
    ),

    ends as (
        select cluster, number, (hash(cluster, number, 3) % number::ubigint)::bigint as other
        from sizes, range(1, size) as numbers(number)
        union
        select cluster, number, (hash(cluster, number, 4) % number::ubigint)::bigint as other
        from (
            select cluster, 1 + (hash(cluster, extra, 5) % (size - 1)::ubigint)::bigint as number
            from sizes, range(0, size // 3) as extras(extra)
        )
    )

    select name(cluster, number) as left_id, name(cluster, other) as right_id
    from ends
    order by hash(cluster, number, other, 6)
    limit {links}"""

# As many identifiers as links, so that each has two links on average and most are in one cluster.
RANDOM = """
    select name(left_number, 0) as left_id, name(right_number, 0) as right_id
    from (
        select distinct
            hash(range, 7) % {links} as left_number,
            hash(range, 8) % {links} as right_number
        from range({links})
    )
    order by hash(left_number, right_number)"""

# One path through all identifiers, in the order of the rows.
CHAIN = """
    select
        'hop:' || lpad(range::varchar, 10, '0') as left_id,
        'hop:' || lpad((range + 1)::varchar, 10, '0') as right_id
    from range({links})
    order by range"""

SHAPES = {"retailer": RETAILER, "random": RANDOM, "chain": CHAIN}


def create_links(connection: duckdb.DuckDBPyConnection, shape: str, links: int) -> None:
    """Write the table `links` (left_id, right_id)."""
    connection.execute(NAME)
    connection.execute(f"create or replace table links as {SHAPES[shape].format(links=links)}")


def connect(warehouse: Path) -> duckdb.DuckDBPyConnection:
    """The warehouse, with the settings that the materialization gets too."""
    connection = duckdb.connect(str(warehouse))
    connection.execute("set threads = 2; set preserve_insertion_order = false")
    return connection


def prepare(folder: Path, shape: str, links: int) -> Path:
    """A warehouse with the links of one graph and no changes."""
    folder.mkdir(parents=True)
    warehouse = folder / "warehouse.duckdb"
    with connect(warehouse) as connection:
        create_links(connection, shape, links)
        connection.execute("create table changed as select *, 'added' as change from links limit 0")
    return warehouse
