"""The actions of the `privacy` command that change something: erase, object, rectify."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from orchestration.environment import Environment
from orchestration.lib.explanation.subjects import UnknownSubjectError, find_subject
from orchestration.lib.privacy.erasure import Erased, erase_held
from orchestration.lib.privacy.holdings import gather_keys
from orchestration.lib.privacy.requests import (
    Delivered,
    RefusedRequestError,
    deliver_objection,
    deliver_rectification,
)
from orchestration.lib.warehouse.build import PATIENCE_SECONDS, reading_build
from orchestration.lib.warehouse.lock import hold


def erase(
    environment: Environment,
    subjects: Sequence[str],
    *,
    from_file: str = "",
    dry_run: bool = False,
    on_wait: Callable[[str], object] = print,
) -> Erased:
    """Erase people now, from the build and from what is published.

    Raises:
        UnknownSubjectError: When nobody is known under one of the subjects; nothing is erased.
        RefusedRequestError: When nobody was named.
        FileNotFoundError: When nothing was ever built, or there is no such file.
        WarehouseBusyError: When a run has the warehouse for longer than a person would wait.
    """
    named = [*subjects, *(_lines(Path(from_file)) if from_file else [])]
    if not named:
        raise RefusedRequestError("Name at least one person: a customer id, or type:value.")
    if not environment.warehouse.exists():
        raise FileNotFoundError("Nothing was built yet, so there is nobody to erase.")

    def gather(connection: duckdb.DuckDBPyConnection) -> int:
        known = _standing(connection, named)
        customer_ids = {known.get(subject) or _customer(connection, subject) for subject in named}
        gather_keys(connection, sorted(customer_ids))
        return len(customer_ids)

    with hold(environment.warehouse_lock, timeout_seconds=PATIENCE_SECONDS, on_wait=on_wait):
        return erase_held(environment, gather, at=_now(), reason="command", dry_run=dry_run)


def object_to(
    environment: Environment,
    subject: str,
    *,
    purpose: str,
    on_wait: Callable[[str], object] = print,
) -> Delivered:
    """Take a person's objection to a purpose; the next run applies it.

    Raises:
        UnknownSubjectError: When nobody is known under the subject.
        RefusedRequestError: When there is no such purpose.
    """
    with reading_build(environment, on_wait=on_wait) as connection:
        customer_id = _customer(connection, subject)
        return deliver_objection(connection, environment.landing, customer_id, purpose, _now())


def rectify(
    environment: Environment,
    subject: str,
    corrections: Sequence[str],
    *,
    on_wait: Callable[[str], object] = print,
) -> Delivered:
    """Take what a person says is right, as `attribute=value`; the next run applies it.

    Raises:
        UnknownSubjectError: When nobody is known under the subject.
        RefusedRequestError: When an attribute cannot be corrected, or its value is not one.
    """
    values = {}
    for correction in corrections:
        name, separator, value = correction.partition("=")
        if not separator:
            raise RefusedRequestError(f"Write attribute=value instead of '{name}'.")
        values[name] = value
    with reading_build(environment, on_wait=on_wait) as connection:
        customer_id = _customer(connection, subject)
        return deliver_rectification(connection, environment.landing, customer_id, values, _now())


def _standing(connection: duckdb.DuckDBPyConnection, subjects: Sequence[str]) -> dict[str, str]:
    """Return those of the subjects that are ids of customers who stand; a list may be long."""
    rows = connection.execute(
        "select customer_id from marts.customers where list_contains($1, customer_id)",
        [list(subjects)],
    ).fetchall()
    return {customer_id: customer_id for (customer_id,) in rows}


def _customer(connection: duckdb.DuckDBPyConnection, asked: str) -> str:
    customer_id = find_subject(connection, asked).customer_id
    if customer_id is None:
        raise UnknownSubjectError("What was asked for is no customer's.")
    return customer_id


def _lines(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)
