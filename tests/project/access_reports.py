"""Looks for other people in what one person is shown, whatever was meant to be withheld."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from orchestration.lib.privacy.access import report_of
from orchestration.lib.privacy.collection import collect
from orchestration.lib.privacy.holdings import gather_keys
from orchestration.lib.privacy.page import draw_page

_WORD = re.compile(r"[^\s\"'<>|,;()\[\]{}=&]+")
# A login of five digits equals an amount or a postcode by chance.
_TELLING_LENGTH = 8
_EXPOSED = """
select distinct customer_id from marts.customer_devices
where device_value in (
    select device_value from marts.customer_devices
    group by device_value having count(distinct customer_id) > 1
)
union
select customer_id from marts.customer_identifiers
where identifier_value in (
    select identifier_value from marts.customer_identifiers
    group by identifier_value having count(distinct customer_id) > 1
)
union
select recipient_customer_id from marts.orders where recipient_customer_id is not null
union
select customer_id from marts.orders where recipient_customer_id is not null
union
select left_customer_id from quality.identity_reviews
"""


@dataclass(frozen=True)
class Shown:
    """One person's report, as it is written to the two files."""

    customer_id: str
    report: dict[str, Any]
    text: str


def show(connection: duckdb.DuckDBPyConnection, customer_id: str) -> Shown:
    """Make the report of a customer."""
    collection = collect(connection, customer_id)
    report = report_of(collection, [], "fr")
    written = json.dumps(report, default=str, ensure_ascii=False) + draw_page(report, "fr")
    return Shown(customer_id, report, written)


def exposed_customers(connection: duckdb.DuckDBPyConnection, count: int) -> list[str]:
    """Customers who share devices, values, orders or doubts with others: the likeliest to leak."""
    rows = connection.execute(f"select customer_id from ({_EXPOSED}) order by 1 limit ?", [count])
    return [customer_id for (customer_id,) in rows.fetchall()]


def identifiers_of_others(connection: duckdb.DuckDBPyConnection, shown: Shown) -> set[str]:
    """Person keys and customer ids of other people that the report shows in any spelling."""
    words = {word.lower().strip(".:") for word in _WORD.findall(shown.text)}
    return {
        value
        for value in others_values(connection, shown.customer_id)
        if (value in words if " " not in value else value in shown.text.lower())
    }


def others_values(connection: duckdb.DuckDBPyConnection, customer_id: str) -> set[str]:
    """Every spelling of what identifies other people and not this one."""
    rows = connection.execute(
        """
        with spelt as (
            select
                crosswalk.customer_id,
                unnest([raw_identifiers.raw_value, raw_identifiers.normalized_value]) as value
            from identity.int_identity__crosswalk as crosswalk
            inner join identity.int_identity__raw_identifiers as raw_identifiers
                on crosswalk.identifier_id = raw_identifiers.identifier_id
            union all
            select customer_id, customer_id as value from marts.customers
        )

        select lower(trim(value)) as value
        from spelt
        where length(trim(value)) >= ?
        group by all
        having not bool_or(customer_id = ?)
        """,
        [_TELLING_LENGTH, customer_id],
    ).fetchall()
    return {value for (value,) in rows}


def wrong_records(connection: duckdb.DuckDBPyConnection, truth: Path) -> tuple[int, int]:
    """How many records are found for all customers, of those whose person the simulator tells, and
    how many of them are not of the person that most of the customer's records are of."""
    ids = connection.execute("select customer_id from marts.customers").fetchall()
    gather_keys(connection, [customer_id for (customer_id,) in ids])
    row = connection.execute(
        """
        with known as (
            select distinct held_records.customer_id, truth.source_record_id, truth.person_id
            from held_records
            inner join read_parquet(?) as truth
                on held_records.source_record_id = truth.source_record_id
            where held_records.role = 'self' and truth.person_id is not null
        ),

        persons as (
            select customer_id, person_id, count(*) as record_count
            from known
            group by customer_id, person_id
        ),

        totals as (
            select customer_id, sum(record_count) as found, max(record_count) as theirs
            from persons
            group by customer_id
        )

        select sum(found), sum(found - theirs) from totals
        """,
        [str(truth)],
    ).fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)
