"""Great Expectations reads DuckDB through a dialect whose rows outlive the connection."""

from pathlib import Path

import duckdb
import pytest
import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from orchestration.lib.quality import gx_dialect


@pytest.fixture
def engine(tmp_path: Path) -> sa.Engine:
    path = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table numbers as select range as number from range(5)")
    gx_dialect.register()
    return sa.create_engine(
        f"duckdb+gx:///{path}", connect_args={"read_only": True}, poolclass=NullPool
    )


def test_rows_are_readable_after_the_connection_was_closed(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        result = connection.execute(sa.text("select number from numbers order by number"))
        first = result.fetchone()
        connection.connection.close()
        rest = [*result.fetchmany(2), *result.fetchall()]
    assert [row[0] for row in [first, *rest] if row] == [0, 1, 2, 3, 4]


def test_columns_are_reflected(engine: sa.Engine) -> None:
    columns = sa.inspect(engine).get_columns("numbers")
    assert [column["name"] for column in columns] == ["number"]


def test_nothing_holds_the_file_afterwards(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        connection.execute(sa.text("select 1")).fetchall()
    engine.dispose()
    path = engine.url.database
    assert path
    with duckdb.connect(path) as writer:
        writer.execute("create table more as select 1 as one")
