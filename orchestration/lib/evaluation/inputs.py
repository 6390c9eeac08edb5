"""What the scores are computed from, under the names that their SQL steps read.

| relation | one row per |
|---|---|
| `truth_planted`, `truth_records` | as in the simulator's README, but for what was not kept |
| `truth_identifiers` | likewise; a device of whose history a part was not kept need not be found |
| `refused_devices` | device that refused to be followed |
| `refused_records` | record of such a device |
| `crosswalk` | identifier and interval in which it is a customer's |
| `devices` | device and interval in which it is a customer's, with the basis |
| `record_customers` | source record with the customer it was put down to |
| `sole_value_records` | record that shows one person key and no other, with its customer |
| `marketing_grants` | customer who may be sent marketing by e-mail |
| `contacted` | customer who is in `contacts` |
| `truth_households` | person who was not erased, with the household |
| `household_members` | customer in a household |
| `relations` | pair of customers whom evidence ties |
"""

from pathlib import Path

import duckdb

from orchestration.lib.evaluation.expired import find_expired
from orchestration.lib.warehouse.connection import quoted

_DEVICES = "select customer_id, device_type, device_value, basis from marts.customer_devices"

_MARTS = {
    # An event bears the name of its source and the key of its record.
    "record_customers": """
        select source_record_id, customer_id
        from marts.orders
        where customer_id is not null
        union all
        select truth_records.source_record_id, customer_events.customer_id
        from truth_records
        inner join marts.customer_events as customer_events
            on
                customer_events.customer_event_id
                = split_part(truth_records.source_record_id, '.', 1) || ':'
                || substr(
                    truth_records.source_record_id, strpos(truth_records.source_record_id, ':') + 1
                )
    """,
    "marketing_grants": """
        select customer_id
        from marts.customer_consents
        where purpose = 'marketing' and channel = 'email' and is_granted
        group by customer_id
    """,
    "contacted": "select customer_id from marts.contacts group by customer_id",
}

_SOLE_VALUES = """
    with alone as (
        select source_record_id, min(identifier_id) as identifier_id
        from identity.int_identity__record_identifiers
        where identifier_class = 'person' and identifier_role = 'self'
        group by source_record_id
        having count(distinct identifier_id) = 1
    )

    select
        alone.source_record_id,
        identifiers.identifier_type,
        identifiers.normalized_value as identifier_value,
        records.occurred_at,
        resolved.customer_id
    from alone
    inner join identity.int_identity__identifiers as identifiers
        on alone.identifier_id = identifiers.identifier_id
    inner join (
        select source_record_id, min(occurred_at) as occurred_at
        from identity.int_identity__record_identifiers
        group by source_record_id
    ) as records on alone.source_record_id = records.source_record_id
    left join identity.int_identity__records_resolved as resolved
        on alone.source_record_id = resolved.source_record_id
"""

_NO_SOLE_VALUES = """
    select
        cast(null as varchar) as source_record_id,
        cast(null as varchar) as identifier_type,
        cast(null as varchar) as identifier_value,
        cast(null as timestamp) as occurred_at,
        cast(null as varchar) as customer_id
    where false
"""

_REFUSED_DEVICES = """
    select identifier_type as device_type, identifier_value as device_value
    from (select * from {identifiers} where {condition})
    group by identifier_type, identifier_value
"""

_REFUSED_RECORDS = "select source_record_id from {records} where {condition}"

_CROSSWALK = """
    select customer_id, identifier_type, identifier_value, {since} as valid_from_at,
        {until} as valid_to_at
    from marts.customer_identifiers
"""

_TRUTH_HOUSEHOLDS = "select person_id, household_id from {persons} where erased_at is null"

# What a warehouse without the household layer, or a truth without persons, gives instead.
_NO_HOUSEHOLDS = {
    "truth_households": "(person_id, household_id)",
    "household_members": "(customer_id, household_id)",
    "relations": "(left_customer_id, right_customer_id)",
}
_NO_PAIRS = (
    "select * from (values (cast(null as varchar), cast(null as varchar))) as none{} limit 0"
)


# What a person asked to be erased is not lost, so it is not looked for. An identifier that a
# customer holds all the same is judged like any other.
_IDENTIFIERS_NOT_ERASED = """
    with erased as (
        select identifiers.identifier_type, identifiers.identifier_value, identifiers.person_id
        from {identifiers} as identifiers
        semi join {persons} as persons
            on identifiers.person_id = persons.person_id and persons.erased_at is not null
        anti join crosswalk
            on
                identifiers.identifier_type = crosswalk.identifier_type
                and identifiers.identifier_value = crosswalk.identifier_value
        anti join devices
            on
                identifiers.identifier_type = devices.device_type
                and identifiers.identifier_value = devices.device_value
    )

    select identifiers.*
    from {identifiers} as identifiers
    anti join erased
        on
            identifiers.identifier_type = erased.identifier_type
            and identifiers.identifier_value = erased.identifier_value
            and identifiers.person_id = erased.person_id
"""

_RECORDS_NOT_ERASED = """
    select records.*
    from {records} as records
    anti join {persons} as persons
        on records.person_id = persons.person_id and persons.erased_at is not null
"""


# What is past its retention is not lost either (see `expired`).
_PLANTED_KEPT = """
    select planted.*
    from {planted} as planted
    anti join expired_records
        on planted.source_record_id = expired_records.source_record_id
"""

_RECORDS_KEPT = """
    select records.*
    from ({records}) as records
    anti join expired_records
        on records.source_record_id = expired_records.source_record_id
"""

_IDENTIFIERS_KEPT = """
    select
        identifiers.* replace (
            identifiers.is_linkable and expired_devices.device_value is null as is_linkable
        )
    from ({identifiers}) as identifiers
    left join expired_devices
        on
            identifiers.identifier_type = expired_devices.device_type
            and lower(identifiers.identifier_value) = expired_devices.device_value
"""


def give_inputs(connection: duckdb.DuckDBPyConnection, landing: Path) -> None:
    """Make the views that the scores read, of a warehouse's marts and a landing folder's truth."""
    find_expired(connection, landing)
    truth = landing / "_truth"
    files = {
        name: f"read_parquet({quoted(str(truth / f'{name}*.parquet'))})"
        for name in ("identifiers", "planted", "records", "persons")
    }
    views = {"truth_planted": _PLANTED_KEPT.format_map(files)}
    columns = _columns(connection, "marts", "customer_identifiers")
    views["crosswalk"] = _CROSSWALK.format(
        since="valid_from_at" if "valid_from_at" in columns else "cast(null as timestamp)",
        until="valid_to_at" if "valid_to_at" in columns else "cast(null as timestamp)",
    )
    views["devices"] = _DEVICES
    views |= _refusals(connection, files)
    if _says_who_was_erased(connection, truth, files["persons"]):
        identifiers = _IDENTIFIERS_NOT_ERASED.format_map(files)
        records = _RECORDS_NOT_ERASED.format_map(files)
    else:
        identifiers, records = f"from {files['identifiers']}", f"from {files['records']}"
    views["truth_identifiers"] = _IDENTIFIERS_KEPT.format(identifiers=identifiers)
    views["truth_records"] = _RECORDS_KEPT.format(records=records)
    views |= _MARTS
    is_build = _columns(connection, "identity", "int_identity__record_identifiers")
    views["sole_value_records"] = _SOLE_VALUES if is_build else _NO_SOLE_VALUES
    if not _columns(connection, "marts", "contacts"):
        # A build that was not carried on to activation writes to nobody.
        views["contacted"] = "select cast(null as varchar) as customer_id where false"
    views |= {name: _NO_PAIRS.format(columns) for name, columns in _NO_HOUSEHOLDS.items()}
    if _columns(connection, "marts", "household_members"):
        views["household_members"] = "from marts.household_members"
        views["relations"] = "from marts.customer_relations"
    if _says_who_was_erased(connection, truth, files["persons"]):
        views["truth_households"] = _TRUTH_HOUSEHOLDS.format_map(files)
    for name, query in views.items():
        connection.execute(f"create or replace temp view {name} as {query}")


def _says_who_was_erased(connection: duckdb.DuckDBPyConnection, truth: Path, persons: str) -> bool:
    """Tell whether a truth knows its persons and when they were erased; older ones do not."""
    if not any(truth.glob("persons*.parquet")):
        return False
    return "erased_at" in connection.sql(f"from {persons}").columns


def _refusals(connection: duckdb.DuckDBPyConnection, files: dict[str, str]) -> dict[str, str]:
    """Return the views of what refused to be followed; an older truth does not say, so nothing."""
    views = {}
    for name, view, query in (
        ("identifiers", "refused_devices", _REFUSED_DEVICES),
        ("records", "refused_records", _REFUSED_RECORDS),
    ):
        says = "refuses_tracers" in connection.sql(f"from {files[name]}").columns
        condition = "refuses_tracers" if says else "false"
        views[view] = query.format_map({**files, "condition": condition})
    return views


def _columns(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> set[str]:
    """Return the columns of a table in the warehouse; none when it has no such table."""
    rows = connection.execute(
        """
        select column_name from duckdb_columns()
        where database_name = current_database() and schema_name = $1 and table_name = $2
        """,
        [schema, table],
    ).fetchall()
    return {name for (name,) in rows}
