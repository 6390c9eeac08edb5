"""What becomes of each table when people are erased: which rows go, and which cells are emptied.

A row that is theirs goes. A row that is about two people (a link, a pair, a decision) goes too,
since it says nothing without both. A row of somebody else that names them (the order that sent them
a gift, a ticket with their telephone number) stays, without the cells that name them.
"""

from collections.abc import Iterable

import duckdb

from orchestration.lib.privacy.holdings import Table, conditions, why_nobodys
from orchestration.lib.privacy.key_rules import PARTY, RECIPIENT, SELF
from orchestration.lib.privacy.landing_tables import LandingTable, read_landing_tables
from orchestration.lib.privacy.rewriting import Change

# Where models keep an identifier as text. In a table of identifiers the row goes with the value;
# elsewhere the row may be somebody else's, who named it.
_VALUE_COLUMNS = (
    "raw_value",
    "normalized_value",
    "identifier_value",
    "device_value",
    "contact_point",
    "contact_point_key",
    "left_value",
    "right_value",
)
_CUSTOMER_COLUMNS = (
    "recipient_customer_id",
    "other_customer_id",
    "origin_customer_id",
    "previous_customer_id",
)
# The log of customer ids: the next run closes it with the erasure itself, and forgets the rest.
_IDENTITY_LOG = "identity.int_identity__customer_events"
_THEIRS = "(select telling_value from held_telling_values)"
_CUSTOMERS = "(select customer_id from held_customers)"
_RECORDS = "(select source_record_id from held_records)"
_OWN_RECORDS = f"(select source_record_id from held_records where role = '{SELF}')"


def changes_of(tables: Iterable[Table]) -> dict[Table, Change]:
    """Return what erasing the people of the `held_...` tables does to each table of a warehouse."""
    changes = {}
    for table in tables:
        if why_nobodys(table):
            continue
        landing = read_landing_tables().get(table.name)
        change = _landing_change(table, landing) if landing else _model_change(table)
        if change.removed != "false" or change.blanked:
            changes[table] = change
    return changes


def _model_change(table: Table) -> Change:
    if str(table) == _IDENTITY_LOG:
        in_log = f"held.customer_id in {_CUSTOMERS} or held.other_customer_id in {_CUSTOMERS}"
        return Change(blanked={"evidence_record_id": in_log})
    columns = frozenset(table.columns)
    removed = _rows_of_theirs(table)
    blanked: dict[str, str] = {}
    for column in _CUSTOMER_COLUMNS:
        if column in columns and "customer_id" in columns:
            blanked[column] = f"held.{column} in {_CUSTOMERS}"
    for column in _VALUE_COLUMNS:
        if column not in columns:
            continue
        names_them = f"lower(trim(held.{column})) in {_THEIRS}"
        if table.schema == "input" and "identifier_role" not in columns:
            blanked[column] = names_them
        else:
            removed.append(names_them)
    if "evidence_record_id" in columns:
        blanked["evidence_record_id"] = f"held.evidence_record_id in {_RECORDS}"
    return Change(" or ".join(f"({part})" for part in removed) or "false", blanked)


def _rows_of_theirs(table: Table) -> list[str]:
    """Return the conditions under which a row of a model's table goes as a whole."""
    by_role = conditions(table)
    columns = frozenset(table.columns)
    removed = [by_role[SELF]] if SELF in by_role else []
    if "identifier_role" in columns and RECIPIENT in by_role:
        removed.append(by_role[RECIPIENT])
    if "source_record_id" in columns:
        # What their own record says of somebody else goes with the record.
        removed.append(f"held.source_record_id in {_OWN_RECORDS}")
    if PARTY in by_role and "customer_id" not in columns and "source_record_id" not in columns:
        removed.append(by_role[PARTY])
    return removed


def _landing_change(table: Table, landing: LandingTable) -> Change:
    by_role = conditions(table)
    record = landing.record_id("held")
    named = f"{record} in (select source_record_id from held_cells where column_name = '{{}}')"
    return Change(
        removed=by_role.get(SELF, "false"),
        blanked={
            column: named.format(column) for column in [*landing.personal, *_recipients(landing)]
        },
    )


def find_orphans(connection: duckdb.DuckDBPyConnection, tables: Iterable[Table]) -> None:
    """Add to `held_records` the delivered records that name these people and are nobody else's.

    Identity resolution puts a permission for a mailbox that had passed on, or a visit before the
    first sign-in, down to nobody; erasing the person it names takes it all the same.
    """
    for table in tables:
        landing = read_landing_tables().get(table.name)
        if landing is None or landing.nobody:
            continue
        columns = [name for name in landing.personal if name not in landing.json_columns]
        if not columns:
            continue
        record = landing.record_id("held")
        named = " or ".join(
            f'lower(trim(cast(held."{column}" as varchar))) in {_THEIRS}' for column in columns
        )
        connection.execute(
            f"""
            insert into held_records by name
            select distinct {record} as source_record_id, '{SELF}' as role
            from {table.quoted} as held
            where
                ({named})
                and {record} not in (
                    select source_record_id from held_records where role = '{SELF}'
                )
                and {record} not in (
                    select source_record_id from identity.int_identity__records_resolved
                    where customer_id not in {_CUSTOMERS}
                )
            """
        )


def find_cells(connection: duckdb.DuckDBPyConnection, tables: Iterable[Table]) -> None:
    """Make `held_cells`: the cells of other people's delivered rows that name these people.

    One row per record and column: what an order says of its recipient, and any cell that shows a
    value which nobody but these people ever had.
    """
    connection.execute(
        "create or replace temp table held_cells (table_name varchar, source_record_id varchar, "
        "column_name varchar)"
    )
    for table in tables:
        landing = read_landing_tables().get(table.name)
        if landing is None or landing.nobody:
            continue
        record = landing.record_id("held")
        for column in _recipients(landing):
            _add_cells(
                connection,
                table,
                landing,
                column,
                f"{record} in (select source_record_id from held_records "
                f"where role = '{RECIPIENT}')",
            )
        for column in [*landing.personal, *_recipients(landing)]:
            shown = (
                f"exists (select 1 from held_telling_values "
                f'where contains(lower(held."{column}"), telling_value))'
                if column in landing.json_columns
                else f'lower(trim(cast(held."{column}" as varchar))) in {_THEIRS}'
            )
            _add_cells(
                connection,
                table,
                landing,
                column,
                f"{record} in (select source_record_id from held_records where role <> '{SELF}') "
                f"and {shown}"
                if column in landing.json_columns
                else shown,
            )


def _add_cells(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    landing: LandingTable,
    column: str,
    condition: str,
) -> None:
    record = landing.record_id("held")
    connection.execute(
        f"""
        insert into held_cells
        select distinct '{landing.table}', {record}, '{column}'
        from {table.quoted} as held
        where
            held."{column}" is not null
            and {condition}
            and {record} not in (select source_record_id from held_records where role = '{SELF}')
        """
    )


def _recipients(landing: LandingTable) -> list[str]:
    return [column for column, about in landing.about.items() if about == RECIPIENT]
