"""Which rows of which tables are a customer's, over the whole build warehouse.

The keys of the customers are gathered once (`sql/asked_people.sql` and the steps after it), and
then each table is asked by one condition, so the work grows with the warehouse and not with the
number of customers.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.lib.privacy.key_rules import PARTY, RECIPIENT, SELF, reason_for_nobody, rules_of
from orchestration.lib.privacy.landing_tables import LandingTable, read_landing_tables

_SQL = Path(__file__).parent / "sql"
_SET_ASIDE = (_SQL / "set_aside.sql").read_text(encoding="utf-8")
_REJECTED = (_SQL / "rejected.sql").read_text(encoding="utf-8")
# Shorter texts of an unreadable line (a number, a size) may equal somebody's login by chance.
_TELLING_LENGTH = 8


class UnmappedTableError(LookupError):
    """The warehouse has a table of which nobody said how its rows are known to be somebody's."""


@dataclass(frozen=True)
class Table:
    """A stored table of the warehouse; views hold nothing of their own."""

    schema: str
    name: str
    columns: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.schema}.{self.name}"

    @property
    def quoted(self) -> str:
        """The table's name as SQL."""
        return f'"{self.schema}"."{self.name}"'


@dataclass(frozen=True)
class Holding:
    """The rows of one table in which the customers are in one role.

    Attributes:
        table: The table.
        role: `self`; `recipient` of what somebody else ordered; or `party` to a row that is about
            somebody else too.
        predicate: The SQL condition on a row of the table, named `held`. It reads the temporary
            tables that `gather_keys` made on the same connection.
        row_count: How many rows it holds for.
    """

    table: Table
    role: str
    predicate: str
    row_count: int

    @property
    def rows(self) -> str:
        """The rows as SQL, to be selected, counted or deleted: `from ... where ...`."""
        return f"from {self.table.quoted} as held where {self.predicate}"


def holdings(connection: duckdb.DuckDBPyConnection, customer_ids: Iterable[str]) -> list[Holding]:
    """Return what the warehouse holds of some customers, table by table; empty ones left out.

    Args:
        connection: The build warehouse; reading is enough. Its temporary tables `held_...` are
            made anew and stay, because the conditions read them.
        customer_ids: Ids that stand; follow redirects before.

    Raises:
        UnmappedTableError: When a table is not mapped, so that the answer would not be whole.
    """
    tables = stored_tables(connection)
    if unmapped := unmapped_tables(tables):
        raise UnmappedTableError(
            f"Nobody has said how the rows of {', '.join(unmapped)} are known to be somebody's: "
            "say so in orchestration/lib/privacy/key_rules.py."
        )
    gather_keys(connection, customer_ids)
    found = []
    for table in tables:
        for role, predicate in conditions(table).items():
            counted = f"select count(*) from {table.quoted} as held where {predicate}"
            row = connection.execute(counted).fetchone()
            if row and row[0]:
                found.append(Holding(table, role, predicate, row[0]))
    return found


def gather_keys(connection: duckdb.DuckDBPyConnection, customer_ids: Iterable[str]) -> None:
    """Make the temporary tables of the keys under which the customers appear."""
    connection.execute("create or replace temp table held_asked (customer_id varchar)")
    connection.execute(
        "insert into held_asked select distinct unnest(?::varchar[])", [list(customer_ids)]
    )
    _gather(connection, "asked")


def gather_erased_keys(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the same tables for the people whom this build has erased at their request."""
    _gather(connection, "erased")


def _gather(connection: duckdb.DuckDBPyConnection, whose: str) -> None:
    """Run the steps: who they are, and what belongs to them, differs; what follows is the same."""
    for step in (
        f"{whose}_people",
        "identifier_keys",
        f"{whose}_records",
        "record_keys",
        "telling_values",
    ):
        connection.execute((_SQL / f"{step}.sql").read_text(encoding="utf-8"))
    _gather_rejected(connection)


def stored_tables(connection: duckdb.DuckDBPyConnection) -> list[Table]:
    """Return the stored tables of the warehouse with their columns, views excluded."""
    rows = connection.execute(
        """
        select columns.schema_name, columns.table_name, list(columns.column_name)
        from duckdb_columns() as columns
        inner join duckdb_tables() as tables using (database_name, schema_name, table_name)
        where columns.database_name = current_database() and not columns.internal
        group by columns.schema_name, columns.table_name
        order by columns.schema_name, columns.table_name
        """
    ).fetchall()
    return [Table(schema, name, tuple(columns)) for schema, name, columns in rows]


def unmapped_tables(tables: Iterable[Table]) -> list[str]:
    """Return the tables that no rule knows and nobody's list does not name."""
    return [str(table) for table in tables if not why_nobodys(table) and not conditions(table)]


def why_nobodys(table: Table) -> str:
    """Return why no row of the table is anybody's; empty when some may be."""
    landing = read_landing_tables().get(table.name)
    return landing.nobody if landing else reason_for_nobody(str(table))


def conditions(table: Table) -> dict[str, str]:
    """Return by role the condition under which a row of the table is one of the customers'."""
    if why_nobodys(table):
        return {}
    landing = read_landing_tables().get(table.name)
    if landing is not None:
        return _landing_conditions(landing)
    by_role: dict[str, str] = {}
    for rule in rules_of(str(table), frozenset(table.columns)):
        known = by_role.get(rule.role)
        by_role[rule.role] = f"{known} or {rule.predicate}" if known else rule.predicate
    return by_role


def _landing_conditions(landing: LandingTable) -> dict[str, str]:
    names_a_recipient = RECIPIENT in landing.about.values()
    by_role = {
        role: f"{landing.record_id('held')} in "
        f"(select source_record_id from held_records where role = '{role}')"
        for role in (SELF, RECIPIENT, PARTY)
        if role != RECIPIENT or names_a_recipient
    }
    by_role[SELF] += (
        f" or (held._source_file, held._source_row) in (select file_name, row_number "
        f"from held_rejected where base_name = '{landing.base_name}')"
    )
    return by_role


def _gather_rejected(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `held_rejected`: rows that were set aside, so that identity never saw them, and whose
    text shows a value that only these customers ever had."""
    connection.execute(_SET_ASIDE)
    built = {table.name: table for table in stored_tables(connection)}
    for name, landing in read_landing_tables().items():
        if name not in built or landing.nobody:
            continue
        paths = [f'$."{column}"' for column in landing.personal]
        connection.execute(
            rf"""
            insert into held_set_aside
            select
                ? as base_name,
                ? as table_name,
                _source_file,
                _source_row,
                {landing.record_id("base")} as source_record_id,
                json_extract_string(_raw_record, ?::varchar[])
                || list_filter(
                    string_split_regex(
                        coalesce(_raw_record ->> '$.unreadable_line', ''), '[^\w@.+-]+'
                    ),
                    lambda word: length(word) >= {_TELLING_LENGTH}
                ) as words
            from {built[name].quoted} as base
            where _outcome = 'rejected'
            """,
            [name, landing.table, paths],
        )
    connection.execute(_REJECTED)
