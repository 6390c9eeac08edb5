"""Amounts of orders and tickets agree with their lines to the cent."""

from pathlib import Path

import duckdb
import pytest


@pytest.mark.parametrize(
    ("parents", "lines", "key", "price", "shipping"),
    [
        ("shop/orders", "shop/order_lines", "order_id", "unit_price_amount", "shipping_amount"),
        ("store/tickets", "store/ticket_lines", "ticket_id", "unit_price", "0"),
    ],
)
def test_lines_sum_to_their_order(
    parents: str,
    lines: str,
    key: str,
    price: str,
    shipping: str,
    full_landing: Path,
    connection: duckdb.DuckDBPyConnection,
) -> None:
    wrong, count = connection.sql(
        f"""
        with lines as (
            select distinct * from read_parquet('{full_landing}/{lines}/*.parquet')
        ),
        sums as (
            select
                {key},
                sum(line_amount) as amount,
                sum(discount_amount) as discount,
                sum(quantity * {price}) as items,
                count(*) filter (line_amount <> quantity * {price} - discount_amount) as bad_lines
            from lines
            group by {key}
        )
        select
            count(*) filter (
                sums.{key} is null
                or bad_lines > 0
                or amount <> total_amount - {shipping}
                or discount <> discount_amount
                or items - discount + {shipping} <> total_amount
            ),
            count(*)
        from read_parquet('{full_landing}/{parents}/*.parquet') as parents
        left join sums on sums.{key} = parents.{key}
        """
    ).fetchall()[0]
    assert count > 100
    assert wrong == 0
