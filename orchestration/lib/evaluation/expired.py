"""What a simulated landing holds that is past its retention, and so is nowhere in the warehouse.

The door of staging keeps nothing of such a row but its place, so they are found where they were
delivered: among the events of browsers and apps, the only class of the simulator's data that is
older than it may be kept.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.lib.warehouse.connection import quoted


@dataclass(frozen=True)
class _Tracked:
    """A landing table of what tracers told: its key, its device, and the server's clock."""

    source: str
    table: str
    key: str
    device_type: str
    device: str
    clock: str


_TRACKED = (
    _Tracked("web", "calls", "messageId", "cookie", "anonymousId", "receivedAt"),
    _Tracked("app", "events", "uuid", "mobile_id", "device_id", "server_upload_time"),
)

_NOTHING = "select cast(null as varchar), cast(null as varchar), cast(null as varchar) where false"


def find_expired(connection: duckdb.DuckDBPyConnection, landing: Path) -> None:
    """Make `expired_records` (source_record_id) and `expired_devices` (device_type, device_value).

    The second are the devices of which any event is past its retention: with it may have gone
    what tied the device to its owner.
    """
    selects = [
        _EXPIRED.format(
            source=tracked.source,
            table=tracked.table,
            key=tracked.key,
            device_type=tracked.device_type,
            device=tracked.device,
            clock=tracked.clock,
            files=files,
        )
        for tracked in _TRACKED
        if _has_report(connection) and (files := _reader(landing, tracked))
    ]
    connection.execute(
        "create or replace temp table expired (source_record_id, device_type, device_value) as "
        + (" union all ".join(selects) or _NOTHING)
    )
    for relation, columns in (
        ("expired_records", "source_record_id"),
        ("expired_devices", "device_type, device_value"),
    ):
        connection.execute(
            f"create or replace temp view {relation} as "
            f"select {columns} from expired group by {columns}"
        )


_EXPIRED = """
    select '{source}.{table}:' || "{key}", '{device_type}', lower(trim(cast("{device}" as varchar)))
    from {files}
    where
        try_cast(cast("{clock}" as varchar) as timestamptz) at time zone 'UTC' < (
            select kept_since_at from quality.retention_report where data_class = 'behaviour'
        )
"""


def _reader(landing: Path, tracked: _Tracked) -> str:
    """Return how DuckDB reads the files that the simulator wrote of a table, if there are any."""
    folder = landing / tracked.source / tracked.table
    if any(folder.glob("*.parquet")):
        return f"read_parquet({quoted(str(folder / '*.parquet'))}, union_by_name = true)"
    if any(folder.glob("*.jsonl.gz")):
        columns = ", ".join(
            f"{quoted(name)}: 'VARCHAR'" for name in (tracked.key, tracked.device, tracked.clock)
        )
        return (
            f"read_json({quoted(str(folder / '*.jsonl.gz'))}, format = 'newline_delimited', "
            f"columns = {{{columns}}}, ignore_errors = true)"
        )
    return ""


def _has_report(connection: duckdb.DuckDBPyConnection) -> bool:
    rows = connection.sql(
        "select count(*) from duckdb_tables() where database_name = current_database() "
        "and schema_name = 'quality' and table_name = 'retention_report'"
    ).fetchall()
    return bool(rows[0][0])
