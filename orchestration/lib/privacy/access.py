"""The rights of access and portability: a page to read and a file to take (GDPR art. 15, 20)."""

import json
import os
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from orchestration.environment import Environment
from orchestration.lib.explanation.subjects import UnknownSubjectError, all_rows, find_subject
from orchestration.lib.privacy.collection import Collection, Row, collect
from orchestration.lib.privacy.declarations import (
    classes_by_name,
    purposes_by_name,
    read_columns,
    read_recipients,
)
from orchestration.lib.privacy.inference import inferences
from orchestration.lib.privacy.landing_tables import read_landing_tables
from orchestration.lib.privacy.page import draw_page
from orchestration.lib.privacy.texts import texts
from orchestration.lib.warehouse.build import reading_build

_PRIVATE_FILE = 0o600
_PRIVATE_FOLDER = 0o700


def access(
    environment: Environment,
    *,
    subject: str,
    out: str = "",
    language: str = "fr",
    on_wait: Callable[[str], object] = print,
) -> str:
    """Write all that is held on a person as JSON and as a page, and return counts and places.

    Args:
        environment: Where the build lies.
        subject: A customer's id, redirects followed, or `type:value` in any spelling.
        out: The folder to write to; by default `privacy` beside the warehouse.
        language: Of the page and of the explanations, `fr` or `en`.
        on_wait: Told once, in a sentence, when there is a wait.

    Raises:
        UnknownSubjectError: When nobody is known under the subject.
    """
    with reading_build(environment, on_wait=on_wait) as connection:
        customer_id = find_subject(connection, subject).customer_id
        if customer_id is None:
            raise UnknownSubjectError("Nobody's customer is known under it.")
        collection = collect(connection, customer_id)
        report = report_of(collection, _retention(connection), language)
    folder = Path(out) if out else environment.warehouse.parent / "privacy"
    folder.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
    name = f"access-{customer_id}-{str(collection.as_of)[:10]}"
    text = json.dumps(report, default=_plain, indent=2, ensure_ascii=False)
    places = [
        _write(folder / f"{name}.json", text),
        _write(folder / f"{name}.html", draw_page(report, language)),
    ]
    rows = sum(len(rows) for rows in (*collection.marts.values(), *collection.records.values()))
    return (
        f"{rows:,} rows of {len(collection.marts)} marts and {len(collection.records)} delivered "
        f"tables, {collection.withheld_count:,} values of other people withheld:\n"
        + "\n".join(str(place) for place in places)
    )


def report_of(collection: Collection, retention: list[Row], language: str) -> dict[str, Any]:
    """Return the whole report, as it is written as JSON."""
    return {
        "about": {
            "customer_id": collection.customer_id,
            "former_customer_ids": collection.former_ids,
            "as_of": collection.as_of,
            "withheld_values": collection.withheld_count,
        },
        "marts": collection.marts,
        "inferred": inferences(collection, language),
        "identity_links": collection.links,
        "evidence": collection.evidence,
        "records_as_delivered": collection.records,
        "purposes": _purposes(collection, language),
        "recipients": _recipients(collection, language),
        "retention": retention,
        "sources": _sources(collection, language),
        "rows_by_table": collection.counts,
        "rights": texts(language)["rights_text"],
    }


def _purposes(collection: Collection, language: str) -> list[Row]:
    words = texts(language)
    customers = collection.marts.get("customers") or [{}]
    classes = classes_by_name()
    rows = []
    for name, purpose in purposes_by_name().items():
        used = dict.fromkeys(
            classes[column.data_class][f"name_{language}"]
            for column in read_columns()
            if name in column.purposes
            and column.mart in collection.marts
            and classes[column.data_class]["is_personal"] == "true"
        )
        permission = {
            "none": words["not_needed"],
            "row": words["by_channel"],
            "never": words["never"],
        }.get(purpose["permission_level"])
        if permission is None:
            is_granted = bool(customers[0].get(purpose["needs_permission"]))
            permission = words["granted" if is_granted else "denied"]
        rows.append(
            {
                "purpose": purpose[f"name_{language}"],
                "legal_basis": words[purpose["legal_basis"]],
                "permission": permission,
                "data": ", ".join(used),
            }
        )
    return rows


def _recipients(collection: Collection, language: str) -> list[Row]:
    names = purposes_by_name()
    return [
        {
            "recipient": recipient.texts[language],
            "purpose": ", ".join(names[name][f"name_{language}"] for name in recipient.purposes),
            "receives": any(collection.marts.get(mart) for mart in recipient.marts),
        }
        for recipient in read_recipients()
    ]


def _sources(collection: Collection, language: str) -> list[Row]:
    rows = []
    for table in read_landing_tables().values():
        delivered = collection.records.get(f"{table.source}.{table.table}")
        if delivered:
            received = [row["ingested_at"] for row in delivered]
            rows.append(
                {
                    "origin_of_data": table.labels[language],
                    "tables": f"{table.source}.{table.table}",
                    "rows": len(delivered),
                    "from": min(received),
                    "until": max(received),
                }
            )
    return rows


def _retention(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """The periods of keeping, where the warehouse has a seed of them."""
    exists = connection.execute(
        "select count(*) from duckdb_tables() where schema_name = 'rules' "
        "and table_name = 'retention' and database_name = current_database()"
    ).fetchone()
    if not exists or not exists[0]:
        return []
    return all_rows(
        connection,
        "select * from rules.retention where counted_from <> 'never' "
        "order by data_class, applies_to",
    )


def _write(path: Path, text: str) -> Path:
    """Write a file that only its owner can read, and that nobody could read while it was made."""
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return str(value)
