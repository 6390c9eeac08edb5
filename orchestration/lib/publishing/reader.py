"""Reading the published warehouse, as a sender, a dashboard or a page of the shop would."""

from typing import Any

from orchestration.environment import Environment
from orchestration.lib.warehouse.connection import reading


def query(
    environment: Environment, sql: str, parameters: list[Any] | None = None
) -> list[dict[str, Any]]:
    """Ask the published warehouse one question, and return its rows by column name.

    The file is opened for this question alone (some 20 ms), so that a process that lives long
    sees each publication as soon as it is out, and never holds an old one.
    """
    with reading(environment.published) as connection:
        result = connection.execute(sql, parameters)
        names = [column[0] for column in result.description or ()]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def published_file_set(environment: Environment) -> str:
    """Return the set of landing files that the published view was built from, if there is one."""
    if not environment.published.exists():
        return ""
    rows = query(environment, "select file_set from quality.publication")
    return str(rows[0]["file_set"])
