"""The answers that the catalogue offers, question by question."""

import re

import duckdb

_RANGE = re.compile(r"(\d+)-(\d+)")


def declared_values(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, ...]]:
    """Give the values offered by attribute; a range of whole numbers is written out.

    An attribute whose values the company's own catalogue gives (brands, shops) is not in it.
    """
    rows = connection.sql(
        """
        select attribute_name, options from rules.questions
        where answer_type in ('choice', 'scale', 'number') and trim(coalesce(options, '')) <> ''
        order by attribute_name
        """
    ).fetchall()
    return {name: _written_out(options) for name, options in rows}


def _written_out(options: str) -> tuple[str, ...]:
    numbers = _RANGE.fullmatch(options.strip())
    if numbers is None:
        return tuple(option.strip() for option in options.split("|"))
    first, last = (int(number) for number in numbers.groups())
    return tuple(str(number) for number in range(first, last + 1))
