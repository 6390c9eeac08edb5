"""What a build set aside, counted by rule, for the published warehouse.

The rows themselves stay in the build warehouse: they are raw records and identifiers of people,
which readers of the marts have no business with. How many there are, and why, everybody may see.
"""

import duckdb

_REJECTED_ROWS = """
    select source_name, table_name, rule, column_name, count(*) as row_count
    from ({every_rejection})
    group by source_name, table_name, rule, column_name
    order by source_name, table_name, rule, column_name
"""

_NO_REJECTIONS = """
    select
        cast(null as varchar) as source_name,
        cast(null as varchar) as table_name,
        cast(null as varchar) as rule,
        cast(null as varchar) as column_name
    where false
"""

_REFUSED_EVIDENCE = {
    "identifiers_excluded": "identifier",
    "links_rejected": "link",
}


def create_set_aside_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Create `quality.rows_set_aside` and `quality.evidence_set_aside` in the attached `published`.

    The first has one row per source, table, rule and column; the second one row per kind of
    evidence (identifier or link) and rule. The build is the default database.
    """
    connection.execute("create schema if not exists published.quality")
    rejections = [
        f"select source_name, table_name, rule, column_name from quality.{name}"
        for name in _tables(connection, "quality")
        if name.endswith("__rejected")
    ]
    every_rejection = " union all ".join(rejections) or _NO_REJECTIONS
    connection.execute(
        "create table published.quality.rows_set_aside as "
        + _REJECTED_ROWS.format(every_rejection=every_rejection)
    )
    connection.execute(
        "create table published.quality.evidence_set_aside "
        "(evidence varchar, rule varchar, reason varchar, evidence_count bigint)"
    )
    for name in _tables(connection, "identity"):
        if name in _REFUSED_EVIDENCE:
            connection.execute(
                f"""
                insert into published.quality.evidence_set_aside
                select '{_REFUSED_EVIDENCE[name]}', rule, min(reason), count(*)
                from identity.{name}
                group by rule
                order by rule
                """
            )


def _tables(connection: duckdb.DuckDBPyConnection, schema: str) -> list[str]:
    rows = connection.execute(
        """
        select table_name from duckdb_tables() where database_name = current_database() and
        schema_name = $1 union select view_name from duckdb_views() where database_name =
        current_database() and schema_name = $1 order by 1
        """,
        [schema],
    ).fetchall()
    return [row[0] for row in rows]
