"""The scores of RFM keep to their rule, whoever buys what: better is never worse."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.segmentation.models import rows_of_model

START = datetime.fromisoformat("2025-01-01")
MEASURES = {"recency": "last_order_at", "frequency": "order_count", "monetary": "total_amount"}
ORDERS = (
    "customer_id text, currency text, order_count integer, total_amount decimal(18, 2), "
    "last_order_at timestamp"
)
Buyer = tuple[str, str, int, int, datetime]
Scores = dict[Any, dict[str, Any]]

# Few different values, so that ties are common.
BUYERS = st.lists(
    st.tuples(
        st.sampled_from(["EUR", "EUR", "GBP"]),
        st.integers(1, 4),
        st.integers(0, 5),
        st.integers(0, 6),
    ),
    min_size=1,
    max_size=25,
)


def buyers_of(drawn: list[tuple[str, int, int, int]]) -> list[Buyer]:
    """Buyers as the model reads them."""
    return [
        (f"c{number:02}", currency, orders, amount, START + timedelta(days=day))
        for number, (currency, orders, amount, day) in enumerate(drawn)
    ]


def scores_of(buyers: list[Buyer], objectors: frozenset[str] = frozenset()) -> Scores:
    """What the model says of these buyers."""
    return rows_of_model(
        "segmentation",
        "int_segmentation__rfm",
        {
            "int_activity__customer_orders": (
                ORDERS,
                buyers,
            ),
            "int_profile__customers_profiled": (
                "customer_id text, is_profiled boolean",
                [(buyer[0], buyer[0] not in objectors) for buyer in buyers],
            ),
            "rfm_segments": (
                "recency_score integer, frequency_monetary_score integer, rfm_segment text",
                [(r, fm, f"{r}{fm}") for r in range(1, 6) for fm in range(1, 6)],
            ),
        },
    )


def values_of(buyers: list[Buyer]) -> dict[str, dict[str, Any]]:
    """What is measured of each buyer."""
    names = ("customer_id", "currency", "order_count", "total_amount", "last_order_at")
    return {buyer[0]: dict(zip(names, buyer, strict=True)) for buyer in buyers}


@settings(max_examples=25, deadline=None)
@given(BUYERS)
def test_equal_values_have_equal_scores_and_better_ones_never_lower(
    drawn: list[tuple[str, int, int, int]],
) -> None:
    buyers = buyers_of(drawn)
    scores, values = scores_of(buyers), values_of(buyers)

    assert scores.keys() == values.keys()
    for one in values:
        for other in values:
            for measure, column in MEASURES.items():
                if measure == "monetary" and values[one]["currency"] != values[other]["currency"]:
                    continue
                score, other_score = (scores[who][f"{measure}_score"] for who in (one, other))
                if values[one][column] == values[other][column]:
                    assert score == other_score
                elif values[one][column] > values[other][column]:
                    assert score >= other_score


@settings(max_examples=15, deadline=None)
@given(BUYERS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(
    drawn: list[tuple[str, int, int, int]], source: random.Random
) -> None:
    buyers = buyers_of(drawn)

    assert scores_of(source.sample(buyers, len(buyers))) == scores_of(buyers)


@settings(max_examples=15, deadline=None)
@given(BUYERS, st.integers(0, 1_000_000))
def test_people_who_do_not_buy_or_object_change_nobody(
    drawn: list[tuple[str, int, int, int]], amount: int
) -> None:
    buyers = buyers_of(drawn)
    others: list[Buyer] = [
        ("visitor", "EUR", 0, amount, START + timedelta(days=9)),
        ("objector", "EUR", 99, amount, START + timedelta(days=9)),
    ]

    assert scores_of([*buyers, *others], frozenset(["objector"])) == scores_of(buyers)


@settings(max_examples=15, deadline=None)
@given(BUYERS)
def test_the_worst_have_one_and_scores_stay_between_one_and_five(
    drawn: list[tuple[str, int, int, int]],
) -> None:
    buyers = buyers_of(drawn)
    scores = scores_of(buyers)

    for measure in ("recency", "frequency"):
        assert min(row[f"{measure}_score"] for row in scores.values()) == 1
    assert all(1 <= row[f"{measure}_score"] <= 5 for row in scores.values() for measure in MEASURES)
