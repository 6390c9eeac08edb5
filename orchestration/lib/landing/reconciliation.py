"""What became of the rows of each landing table, as the build counted them."""

import duckdb

COUNTS = (
    "rows_read",
    "rows_kept",
    "rows_rejected",
    "rows_repeated",
    "rows_superseded",
    "rows_erased",
    "rows_expired",
)


def read_reconciliation(
    connection: duckdb.DuckDBPyConnection,
) -> dict[tuple[str, str], dict[str, int]]:
    """Return the rows read and what became of them, by source and table."""
    sums = ", ".join(f"cast(sum({count}) as bigint)" for count in COUNTS)
    rows = connection.sql(
        f"""
        select source_name, table_name, {sums}
        from quality.landing_reconciliation
        group by source_name, table_name
        order by source_name, table_name
        """
    ).fetchall()
    return {(row[0], row[1]): dict(zip(COUNTS, row[2:], strict=True)) for row in rows}
