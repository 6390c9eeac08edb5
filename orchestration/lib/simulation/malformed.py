"""Rows a source should never have sent, planted in the demo's first delivery and listed."""

from dataclasses import dataclass

import duckdb

from orchestration.lib.simulation.extracts import Extract
from orchestration.lib.simulation.rates import RecordModes

_APART = 7


@dataclass(frozen=True)
class Malformed:
    """A planted bad row: the rule it breaks, in which column, and its key if it has one."""

    source_name: str
    table_name: str
    file_name: str
    rule: str
    column_name: str
    record_key: str | None


@dataclass(frozen=True)
class Flaw:
    """A way to spoil a row: the column and the text put into it, none for null."""

    rule: str
    column: str
    text: str | None


def flaws_of(extract: Extract) -> list[Flaw]:
    """Return the flaws that an extract can show, in the order they are planted."""
    flaws = [Flaw("missing_key", extract.key[-1], None)]
    flaws += [Flaw("bad_date", column, "31/02/20xx") for column in extract.bad_dates]
    if extract.demo_format != "parquet":
        flaws += [Flaw("bad_number", column, "douze") for column in extract.bad_numbers]
    if extract.harmless:
        flaws.append(Flaw("duplicate_key", extract.harmless, "DOUBLON"))
    if extract.demo_format.startswith("jsonl"):
        flaws.append(Flaw("invalid_json", "", None))
    return flaws


def spoil(
    connection: duckdb.DuckDBPyConnection,
    extract: Extract,
    rates: RecordModes,
    file_name: str,
    rows: str,
) -> tuple[list[Malformed], list[str]]:
    """Choose rows of the relation to copy and spoil.

    Returns what was planted, and per planted row a select statement: text columns for csv and
    Parquet, one JSON text column named `line` for JSON lines.
    """
    count = connection.sql("select count(*) from facts where _delivery = 0").fetchall()[0][0]
    flaws = flaws_of(extract)
    wanted = max(len(flaws), min(round(rates.malformed * count), rates.malformed_most))
    wanted = min(wanted, count)
    connection.execute(
        f"create or replace temp table sample as select * from {rows} limit {_APART * wanted}"
    )
    is_json = extract.demo_format.startswith("jsonl")
    planted: list[Malformed] = []
    selects: list[str] = []
    for turn in range(wanted):
        flaw = flaws[turn % len(flaws)]
        key = extract.key[-1]
        one = f"(select * from sample limit 1 offset {min(_APART * turn, count - 1)})"
        new_key = (
            f"cast({900 + turn} as varchar)" if key == "line_no" else f"\"{key}\" || '-x{turn}'"
        )
        if flaw.rule == "duplicate_key":
            new_key = f'cast("{key}" as varchar)'
        named = connection.sql(f"select {new_key} from {one}").fetchall()[0][0]
        record_key = None if flaw.rule in ("missing_key", "invalid_json") else str(named)
        value = "null" if flaw.text is None else f"'{flaw.text}'"
        if is_json:
            line = f"json_merge_patch(to_json(bad), json_object('{key}', {new_key}))"
            if flaw.rule == "invalid_json":
                line = f"left(cast({line} as varchar), 90)"
            else:
                line = f"json_merge_patch({line}, json_object('{flaw.column}', {value}))"
            selects.append(f"select cast({line} as varchar) as line from {one} as bad")
        else:
            replaced = f'cast({new_key} as varchar) as "{key}"'
            if flaw.column != key:
                replaced += f', cast({value} as varchar) as "{flaw.column}"'
            else:
                replaced = f'cast({value} as varchar) as "{key}"'
            selects.append(f"select * replace ({replaced}) from {one}")
        planted.append(
            Malformed(extract.source, extract.table, file_name, flaw.rule, flaw.column, record_key)
        )
    return planted, selects
