"""What holds of recommendations whatever people did, and in whatever order it was delivered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.lib.privacy.declarations import purposes_by_name, read_columns
from tests.recommendation.shop import CUSTOMERS, PRODUCTS, Sign, open_shop

SIGNALS = ("ordered", "product_viewed", "product_added", "wishlist_added")
signs_of_one_shop = st.lists(
    st.builds(
        Sign,
        customer=st.sampled_from(CUSTOMERS),
        product=st.sampled_from(PRODUCTS),
        signal=st.sampled_from(SIGNALS),
        days_ago=st.integers(min_value=0, max_value=500),
        hour=st.integers(min_value=1, max_value=24),
    ),
    min_size=5,
    max_size=60,
)
STEPS = ("products_paired", "categories_expected", "products_scored")
Rows = list[tuple[Any, ...]]


def outcome(signs: list[Sign]) -> dict[str, Rows]:
    """Every row of the steps that people read, in an order of its own."""
    with closing(open_shop(signs)) as shop:
        return {
            step: shop.execute(f"select * from int_recommendation__{step} order by all").fetchall()
            for step in STEPS
        }


@settings(max_examples=8, deadline=None)
@given(signs=signs_of_one_shop, chance=st.randoms(use_true_random=False))
def test_the_order_of_rows_and_repeats_of_a_day_change_nothing(
    signs: list[Sign], chance: object
) -> None:
    again = [*signs, *signs[::2]]
    later_that_day = [
        Sign(sign.customer, sign.product, sign.signal, sign.days_ago, 25 - sign.hour)
        for sign in signs
        if sign.hour not in (1, 24)
    ]
    shuffled = again + later_that_day
    getattr(chance, "shuffle")(shuffled)  # noqa: B009 - Hypothesis gives no type to its randoms.

    assert outcome(shuffled) == outcome(signs)


@settings(max_examples=8, deadline=None)
@given(signs=signs_of_one_shop)
def test_nobody_is_offered_what_does_not_fit(signs: list[Sign]) -> None:
    with closing(open_shop(signs)) as shop:
        rows = shop.execute(
            "select scored.customer_id, scored.sku, products.category, products.size, "
            "products.stock_quantity, known.size "
            "from int_recommendation__products_scored as scored "
            "left join input__products as products using (sku) "
            "left join category_rules as rules on products.category = rules.category "
            "left join int_recommendation__sizes_known as known "
            "on scored.customer_id = known.customer_id "
            "and coalesce(rules.size_system, 'category ' || products.category) = known.size_system "
            "where scored.fold = 'live'"
        ).fetchall()

    for customer, sku, category, size, stock, wears in rows:
        assert customer != "c5", "objects to profiling"
        assert stock > 0, f"{sku} is sold out"
        assert category == "accessories" or size == wears, f"{sku} does not fit {customer}"


@settings(max_examples=8, deadline=None)
@given(signs=signs_of_one_shop)
def test_scores_never_rise_with_the_rank_and_no_product_stands_twice(signs: list[Sign]) -> None:
    with closing(open_shop(signs)) as shop:
        rows = shop.execute(
            "select fold, customer_id, product_id, score "
            "from int_recommendation__products_scored "
            "order by fold, customer_id, recommendation_rank"
        ).fetchall()

    for lists in _by_customer(rows):
        scores = [row[3] for row in lists]
        assert scores == sorted(scores, reverse=True)
        assert len({row[2] for row in lists}) == len(lists)


@pytest.mark.parametrize("signal", SIGNALS)
def test_the_backtest_knows_nothing_of_later_days(signal: str) -> None:
    past = [
        Sign(customer, product, "ordered", 100 + 10 * place, 12)
        for customer in CUSTOMERS[:4]
        for place, product in enumerate(PRODUCTS[:5])
    ]
    # The two differ in what was done with the product, and agree in who is judged by an order.
    judged = [Sign("c0", PRODUCTS[6], "ordered", 5, 12)]
    future = [Sign(customer, PRODUCTS[7], signal, 3, 12) for customer in CUSTOMERS[1:4]]

    def lists(signs: list[Sign]) -> Rows:
        with closing(open_shop(signs)) as shop:
            return shop.execute(
                "select * from int_recommendation__products_scored "
                "where fold = 'backtest' and customer_id = 'c0' order by recommendation_rank"
            ).fetchall()

    judged += [Sign("c0", PRODUCTS[4], "ordered", 500, 12)]
    past += [Sign("c3", PRODUCTS[6], "ordered", 200, 12)]
    assert lists(past + judged)
    assert lists(past + judged + future) == lists(past + judged)


def test_what_is_recommended_leaves_the_house_only_for_those_who_agreed() -> None:
    needed = {name: row["needs_permission"] for name, row in purposes_by_name().items()}
    columns = [column for column in read_columns() if column.mart == "customer_recommendations"]

    assert columns
    for column in columns:
        permissions = {needed[purpose] for purpose in column.purposes} - {""}
        assert permissions == {"can_personalise"}, column.name


def _by_customer(rows: Rows) -> Iterator[Rows]:
    grouped: dict[tuple[object, ...], Rows] = {}
    for row in rows:
        grouped.setdefault(row[:2], []).append(row)
    yield from grouped.values()
