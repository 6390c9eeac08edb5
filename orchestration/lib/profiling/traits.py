"""What kinds of people there are, learned from what is known of them."""

from collections import Counter
from collections.abc import Iterable, Mapping

import duckdb
import numpy as np
import pyarrow as pa

from orchestration.lib.profiling.class_choice import choose_class_count
from orchestration.lib.profiling.class_fitting import fit_latent_classes
from orchestration.lib.profiling.codebook import make_codebook
from orchestration.lib.profiling.options import declared_values
from orchestration.lib.profiling.trait_tables import ClassRow, ValueRow, to_rows
from orchestration.lib.warehouse.replacing import replace_by_arrow

Facts = list[Mapping[str, str]]

_PEOPLE = 30_000
_MOST_VALUES = 40
_SMOOTHING = 2.0


def learn_traits(connection: duckdb.DuckDBPyConnection) -> int:
    """Fit latent classes to the facts of the run, and replace the engine's tables by them.

    At most 30,000 people are learned from, drawn by a hash of their ids, and attributes of more
    than 40 values are left out. What is kept apart for being personal has the same shares in every
    class: it tells of nothing, and nothing tells of it.

    Args:
        connection: To a warehouse on which the steps up to the facts have run (temp tables `facts`
            and `facts_apart`).

    Returns: The number of classes.
    """
    declared = {
        name: values
        for name, values in declared_values(connection).items()
        if len(values) <= _MOST_VALUES
    }
    apart = _apart(connection)
    known = _facts_of(connection, "facts")
    weights, values = _fit(known, {n: v for n, v in declared.items() if n not in apart})
    shares = _facts_of(connection, "facts_apart")
    values += _shares(shares, {n: v for n, v in declared.items() if n in apart}, len(weights))
    replace_by_arrow(
        connection,
        "engine.trait_classes",
        pa.table(
            dict(zip(("class_number", "log_weight"), zip(*weights, strict=True), strict=True))
        ),
    )
    names = ("attribute_name", "attribute_value", "class_number", "log_probability")
    columns = dict(zip(names, zip(*values, strict=True), strict=True))
    replace_by_arrow(connection, "engine.trait_values", pa.table(columns))
    return len(weights)


def _fit(
    known: Facts, declared: Mapping[str, tuple[str, ...]]
) -> tuple[list[ClassRow], list[ValueRow]]:
    if not known and not declared:
        return [(1, 0.0)], []
    codebook = make_codebook(known, declared)
    codes = codebook.encode(known or [{}])
    count, _ = choose_class_count(codes, codebook.value_counts, smoothing=_SMOOTHING)
    fit = fit_latent_classes(codes, codebook.value_counts, count, smoothing=_SMOOTHING)
    return to_rows(fit.classes, codebook)


def _shares(
    known: Facts, declared: Mapping[str, tuple[str, ...]], class_count: int
) -> list[ValueRow]:
    codebook = make_codebook(known, declared)
    rows: list[ValueRow] = []
    for name, values in codebook.values.items():
        counts = Counter(one[name] for one in known if name in one)
        weights = np.array([counts[value] + _SMOOTHING / len(values) for value in values])
        for value, share in zip(values, np.log(weights / weights.sum()), strict=True):
            rows += [(name, value, number, float(share)) for number in range(1, class_count + 1)]
    return rows


def _apart(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    rows = connection.sql(
        """
        select catalogue.attribute_name
        from catalogue
        cross join asking
        where catalogue.generality >= asking.generality_kept_apart
        """
    ).fetchall()
    return frozenset(name for (name,) in rows)


def _facts_of(connection: duckdb.DuckDBPyConnection, table: str) -> Facts:
    """Give the facts of each person drawn, by attribute."""
    rows: Iterable[tuple[str, str, str]] = connection.execute(
        f"""
        with few_valued as (
            select attribute_name
            from {table}
            group by attribute_name
            having count(distinct attribute_value) <= $most_values
        ),

        people as (
            select customer_id
            from {table}
            group by customer_id
            order by md5_number_lower(customer_id), customer_id
            limit $people
        )

        select {table}.customer_id, {table}.attribute_name, {table}.attribute_value
        from {table}
        inner join few_valued on {table}.attribute_name = few_valued.attribute_name
        inner join people on {table}.customer_id = people.customer_id
        order by all
        """,
        {"most_values": _MOST_VALUES, "people": _PEOPLE},
    ).fetchall()
    people: dict[str, dict[str, str]] = {}
    for customer, name, value in rows:
        people.setdefault(customer, {})[name] = value
    return list(people.values())
