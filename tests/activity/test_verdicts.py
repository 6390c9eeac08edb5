"""What is called better is better: on invented campaigns of which the truth is known."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import stats

from tests.activity.rendered_sql import run

SEGMENTS = 10
LOOKS = 5
GOALS = {"campaign_kind": ["promotion"], "success_measure": ["clicked"]}
COUNTS = ("sent_count", "clicked_count", "measured_count", "visited_count", "ordered_count")


def cells(counts: dict[str, dict[str, Any]]) -> dict[str, list[Any]]:
    """Cells of one kind of campaign: per arm, counts by segment."""
    columns: dict[str, list[Any]] = {name: [] for name in ("arm", "group_id", *COUNTS)}
    for arm, given in counts.items():
        columns["arm"] += [arm] * SEGMENTS
        columns["group_id"] += [f"s{number}" for number in range(SEGMENTS)]
        for name in COUNTS:
            columns[name] += np.broadcast_to(given.get(name, 0), SEGMENTS).tolist()
    rows = len(columns["arm"])
    constants = {
        "scope": "kind",
        "scope_id": "promotion",
        "scope_name": "promotion",
        "campaign_kind": "promotion",
        "group_type": "buyer_state",
        "membership_basis": "at_sending",
    }
    amounts = {name: [0.0] * rows for name in ("order_amount", "squared_order_amount")}
    return columns | {name: [text] * rows for name, text in constants.items()} | amounts


def picks(counts: dict[str, dict[str, Any]]) -> list[str]:
    inputs = {"int_segmentation__campaign_cells": cells(counts), "campaign_goals": GOALS}
    return run("int_segmentation__variants_compared", inputs, "pick")["pick"]


def verdicts(counts: dict[str, dict[str, Any]]) -> dict[str, list[str]]:
    arms = run(
        "int_segmentation__campaign_arms", {"int_segmentation__campaign_cells": cells(counts)}, "*"
    )
    found = run(
        "int_segmentation__campaign_uplifts",
        {"int_segmentation__campaign_arms": arms},
        "measure, verdict",
    )
    pairs = list(zip(found["measure"], found["verdict"], strict=True))
    return {name: [said for measure, said in pairs if measure == name] for name, _ in pairs}


def most_by_chance(worlds: int, rate: float = 0.05) -> int:
    """More false alarms than this come once in a thousand if the rate is kept."""
    return int(stats.binom.ppf(0.999, worlds, rate))


def test_two_variants_alike_are_rarely_told_apart_however_often_one_looks() -> None:
    rng, worlds, alarmed = np.random.default_rng(11), 40, 0
    for _ in range(worlds):
        clicked = rng.binomial(400, 0.06, size=(2, LOOKS, SEGMENTS)).cumsum(axis=1)
        alarmed += any(
            {"A", "B"}
            & set(
                picks(
                    {
                        arm: {"sent_count": 400 * (look + 1), "clicked_count": clicked[n, look]}
                        for n, arm in enumerate("AB")
                    }
                )
            )
            for look in range(LOOKS)
        )
    assert alarmed <= most_by_chance(worlds)


def test_a_planted_difference_is_found_and_never_the_wrong_way() -> None:
    rng, found = np.random.default_rng(12), []
    for _ in range(30):
        better = rng.binomial(5000, 0.08, SEGMENTS)
        worse = rng.binomial(5000, 0.05, SEGMENTS)
        found += picks(
            {
                "A": {"sent_count": 5000, "clicked_count": worse},
                "B": {"sent_count": 5000, "clicked_count": better},
            }
        )
    assert "A" not in found
    assert found.count("B") / len(found) >= 0.95


def test_with_few_messages_testing_goes_on() -> None:
    rng = np.random.default_rng(13)
    counts = {
        arm: {"sent_count": 150, "clicked_count": rng.binomial(150, rate, SEGMENTS)}
        for arm, rate in (("A", 0.05), ("B", 0.06))
    }
    assert set(picks(counts)) == {"keep_testing"}


def test_uplift_is_claimed_where_it_is_and_not_where_it_is_not() -> None:
    """As in the demo: messages bring visits, and not one purchase."""
    rng, worlds, false_claims, found = np.random.default_rng(14), 40, 0, 0
    for _ in range(worlds):
        said = verdicts(
            {
                arm: {
                    "measured_count": count,
                    "visited_count": rng.binomial(count, visits, SEGMENTS),
                    "ordered_count": rng.binomial(count, 0.03, SEGMENTS),
                }
                for arm, count, visits in (("all", 20_000, 0.058), ("held", 1_000, 0.025))
            }
        )
        false_claims += bool({"better", "worse"} & set(said["ordered"]))
        found += said["visited"].count("better")
        assert "worse" not in said["visited"]
    assert false_claims <= most_by_chance(worlds)
    assert found / (worlds * SEGMENTS) >= 0.8
