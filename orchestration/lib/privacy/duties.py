"""What the job itself removes before it publishes: people who asked a source, and people whose
retention is over."""

from datetime import datetime

import duckdb

from orchestration.environment import Environment
from orchestration.lib.privacy.certificates import read_certificates
from orchestration.lib.privacy.erasure import Erased, erase_held
from orchestration.lib.privacy.holdings import gather_erased_keys, gather_keys
from orchestration.lib.privacy.tombstones import set_tombstones
from orchestration.lib.warehouse.connection import reading, writing

_REQUESTED = """
    select count(*) from identity.int_identity__erasures
"""

# What was delivered again under another key comes without a new request.
_FORGOTTEN = """
    select count(*) from identity.int_identity__records_forgotten
"""

_OVERDUE = "select customer_id from profile.int_profile__customers_overdue order by customer_id"


def erase_requested(environment: Environment) -> Erased | None:
    """Remove what is left of the people whom this build has erased at their request, if any.

    Identity resolution has taken them out of everything that follows it already; here go the
    delivered rows and the evidence too.
    """
    with reading(environment.warehouse) as connection:
        people, records = _one(connection, _REQUESTED), _one(connection, _FORGOTTEN)
        at = _as_of(connection)
    if not people and not records:
        return None

    def gather(connection: duckdb.DuckDBPyConnection) -> int:
        gather_erased_keys(connection)
        return people

    return erase_held(environment, gather, at=at, reason="request")


def erase_overdue(environment: Environment) -> Erased | None:
    """Remove the customers whose retention is over, if there are any (R33)."""
    with reading(environment.warehouse) as connection:
        overdue = [customer_id for (customer_id,) in connection.sql(_OVERDUE).fetchall()]
        at = _as_of(connection)
    if not overdue:
        return None

    def gather(connection: duckdb.DuckDBPyConnection) -> int:
        gather_keys(connection, overdue)
        return len(overdue)

    return erase_held(environment, gather, at=at, reason="retention")


def restore_tombstones(environment: Environment) -> int:
    """Give a warehouse the tombstones of every certificate that it lacks; return how many.

    A warehouse that was lost and is built anew knows nobody; the certificates, kept apart, do.

    Raises:
        WrongSaltError: When they were written with another salt, and would keep nobody out.
    """
    certificates = list(read_certificates(environment.erasures))
    if not certificates:
        return 0
    with writing(environment) as connection:
        return sum(
            set_tombstones(
                connection, certificate.tombstones, certificate.erased_at, certificate.reason
            )
            for certificate in certificates
        )


def _one(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    count: int = connection.sql(sql).fetchall()[0][0]
    return count


def _as_of(connection: duckdb.DuckDBPyConnection) -> datetime:
    moment: datetime = connection.sql("select as_of_at from input.run_clock").fetchall()[0][0]
    return moment
