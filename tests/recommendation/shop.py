"""A little shop in memory: the project's own models and seeds over signs that a test makes up."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import jinja2

ROOT = Path(__file__).parents[2]
MODELS = ROOT / "models" / "intermediate" / "recommendation"
SEEDS = ("recommendation_limits", "recommendation_signals", "recommendation_folds",
         "category_rules", "size_systems")  # fmt: skip
CHAIN = (
    "articles_described", "products_described", "folds_dated", "signs_dated", "products_weighed",
    "products_paired", "products_popular", "products_held", "backtest_targets",
    "customers_served", "occasions_weighed", "category_rates", "category_transitions",
    "categories_expected", "tastes_measured", "products_likely", "products_eligible",
    "products_scored",
)  # fmt: skip
CATEGORIES = ("sneakers", "t-shirts", "accessories", "gloves")
PRODUCTS = tuple(f"P{number}" for number in range(8))
CUSTOMERS = tuple(f"c{number}" for number in range(6))


@dataclass(frozen=True)
class Sign:
    """One thing somebody did with an article, on a day before the run and at an hour."""

    customer: str
    product: str
    signal: str
    days_ago: int
    hour: int


def open_shop(signs: list[Sign], minimum_support: int = 1) -> duckdb.DuckDBPyConnection:
    """Build the recommendations of the signs, which are written in the order given."""
    connection = duckdb.connect()
    for seed in SEEDS:
        file = ROOT / "seeds" / "rules" / f"{seed}.csv"
        connection.execute(f"create table {seed} as from read_csv('{file}', header = true)")
    connection.execute(
        "update recommendation_limits set limit_value = ? where limit_name = 'minimum_support'",
        [minimum_support],
    )
    _stock(connection)
    _write_signs(connection, signs)
    for name in CHAIN:
        template = _ENVIRONMENT.from_string(
            (MODELS / f"int_recommendation__{name}.sql").read_text()
        )
        connection.execute(
            f"create table int_recommendation__{name} as {template.render(_CONTEXT)}"
        )
    return connection


def _stock(connection: duckdb.DuckDBPyConnection) -> None:
    """Eight products in four categories; every third article is sold out."""
    sizes = {"sneakers": ("41", "42"), "t-shirts": ("M", "L"), "accessories": ("TU",)}
    rows = []
    for number, product in enumerate(PRODUCTS):
        category = CATEGORIES[number % len(CATEGORIES)]
        for place, size in enumerate(sizes.get(category, ("S", "XL"))):
            sold_out = (number + place) % 3 == 2
            rows.append(
                (f"{product}-{size}", product, f"Name {product}", f"brand {number % 3}", category,
                 size, 10 + 7 * number, "EUR", 0 if sold_out else 4)
            )  # fmt: skip
    connection.execute(
        "create table input__products (sku varchar, product_id varchar, product_name varchar, "
        "brand varchar, category varchar, size varchar, price_amount decimal(18, 2), "
        "currency varchar, stock_quantity integer)"
    )
    connection.executemany("insert into input__products values (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    connection.execute(
        "create table int_recommendation__sizes_known as select * from (values "
        "('c0', 'shoes', '42', 'declared'), ('c0', 'clothing', 'M', 'bought'), "
        "('c1', 'shoes', '41', 'bought'), ('c2', 'category gloves', 'S', 'bought')) "
        "as known (customer_id, size_system, size, basis)"
    )
    connection.execute(
        "create table int_profile__customers_profiled (customer_id varchar, is_profiled boolean)"
    )
    connection.executemany(
        "insert into int_profile__customers_profiled values (?, ?)",
        [(customer, customer != "c5") for customer in CUSTOMERS],
    )


def _write_signs(connection: duckdb.DuckDBPyConnection, signs: list[Sign]) -> None:
    connection.execute(
        "create table int_recommendation__articles_kept (customer_id varchar, order_id varchar, "
        "sku varchar, category varchar, size varchar, ordered_at timestamp)"
    )
    connection.execute(
        "create table int_activity__events_attributed (customer_id varchar, event_name varchar, "
        "sku varchar, product_category varchar, has_analytics_consent boolean, "
        "occurred_at timestamp)"
    )
    for place, sign in enumerate(signs):
        number = PRODUCTS.index(sign.product)
        category = CATEGORIES[number % len(CATEGORIES)]
        size = {"sneakers": "42", "t-shirts": "M", "accessories": "TU"}.get(category, "S")
        at = (
            "timestamp '2026-01-01' "
            f"- interval {sign.days_ago} day - interval {24 - sign.hour} hour"
        )
        if sign.signal == "ordered":
            if sign.customer != "c5":
                connection.execute(
                    f"insert into int_recommendation__articles_kept values (?, ?, ?, ?, ?, {at})",
                    [sign.customer, f"o{place}", f"{sign.product}-{size}", category, size],
                )
        else:
            connection.execute(
                f"insert into int_activity__events_attributed values (?, ?, ?, ?, true, {at})",
                [sign.customer, sign.signal, f"{sign.product}-{size}", category],
            )


class _Dbt:
    """The macros of dbt that the models use, as they read on DuckDB."""

    @staticmethod
    def datediff(first: str, second: str, part: str) -> str:
        return f"date_diff('{part}', {first}, {second})"

    @staticmethod
    def dateadd(part: str, count: str, moment: str) -> str:
        assert part == "day"
        return f"({moment} + to_days(cast({count} as integer)))"

    @staticmethod
    def type_string() -> str:
        return "varchar"


def _limit(name: str) -> str:
    return f"(select max(limit_value) from recommendation_limits where limit_name = '{name}')"


_ENVIRONMENT = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False)  # noqa: S701 - What it renders is SQL.
_CONTEXT: dict[str, Any] = {
    "ref": lambda name: name,
    "as_of": lambda: "cast('2026-01-01' as timestamp)",
    "dbt": _Dbt,
    "recommendation_limit": _limit,
    "uniform_hash": lambda text: f"(md5_number_lower({text}) % 1000000007 / 1000000007.0)",
}
