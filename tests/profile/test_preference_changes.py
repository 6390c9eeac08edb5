"""Changes of taste, against a plain retelling of the rules with weights that shrink with age."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.identity.conftest import ROOT, Build

HALF_LIFE_DAYS, MINIMUM, FACTOR, SIGN_COUNT = 90, 3, 1.25, 2
START = datetime.fromisoformat("2024-01-01")
MODELS = {
    "int_profile__preference_contenders": "intermediate/profile",
    "int_profile__preference_standings": "intermediate/profile",
    "preference_changes": "marts/customer",
}
Sign = tuple[str, str, datetime, int]
Change = tuple[str, datetime, str, str]


def random_signs(count: int, seed: int) -> list[Sign]:
    """Looks and purchases of a few brands by people whose taste moves, with some returns."""
    source = random.Random(seed)
    signs: dict[tuple[str, datetime], Sign] = {}
    for _ in range(count):
        customer = f"c{source.randrange(count // 15)}"
        at = START + timedelta(minutes=source.randrange(500 * 1440))
        favourite = "abc"[at.month % 3]
        value = favourite if source.random() < 0.6 else source.choice("abcd")
        signs[customer, at] = (customer, value, at, source.choice([1, 1, 1, 5, 5, -5]))
    return list(signs.values())


def weight_at(signs: list[Sign], value: str, moment: datetime) -> float:
    """What a value's signs weigh at a moment: halved every half-life of their age."""
    return sum(
        weight * 2 ** (-(moment - at).total_seconds() / 86400 / HALF_LIFE_DAYS)
        for _, said, at, weight in signs
        if said == value and at <= moment
    )


def month_of(moment: datetime) -> str:
    """The month a moment falls in."""
    return moment.strftime("%Y-%m")


def retold_changes(signs: list[Sign]) -> list[Change]:
    """The changes of one customer, month by month."""
    changes, leader, competing = [], None, set()
    for month in sorted({month_of(sign[2]) for sign in signs}):
        until = [sign for sign in signs if month_of(sign[2]) <= month]
        values = {sign[1] for sign in until if month_of(sign[2]) == month}
        for value in values:
            last = max(sign[2] for sign in until if sign[1] == value)
            if weight_at(until, value, last) >= MINIMUM:
                competing.add(value)
        read_at = max(sign[2] for sign in until)
        weights = {value: weight_at(until, value, read_at) for value in competing}
        ranked = sorted(weights, key=lambda value: -weights[value])
        if not ranked:
            continue
        best = ranked[0]
        runner_up = weights[ranked[1]] if len(ranked) > 1 else 0
        own = [sign[2] for sign in until if sign[1] == best]
        if weights[best] < max(MINIMUM, FACTOR * runner_up) or len(own) < SIGN_COUNT:
            continue
        if leader not in (None, best):
            changes.append((signs[0][0], read_at, str(leader), best))
        leader = best
    return changes


def found_changes(build: Build, signs: list[Sign]) -> list[Change]:
    """The changes that the models find in the same signs."""
    rows = ", ".join(
        f"('{customer}', 'brand', '{value}', timestamp '{at}', {weight})"
        for customer, value, at, weight in signs
    )
    models: dict[str, str] = {
        name: (ROOT / "models" / folder / f"{name}.sql").read_text("utf-8")
        for name, folder in MODELS.items()
    }
    models["preference_names"] = (
        f"select 'brand' as preference_name, {HALF_LIFE_DAYS} as half_life_days, "
        f"{MINIMUM} as minimum_weight, {FACTOR} as change_factor, "
        f"{SIGN_COUNT} as change_sign_count"
    )
    weight = "{{ forward_weight('weight', 'occurred_at', '" + str(HALF_LIFE_DAYS) + "') }}"
    models["int_profile__preference_signs"] = f"""
        select
            customer_id, preference_name, preference_value,
            date_trunc('month', occurred_at) as month_at,
            sum({weight}) as forward_weight,
            count(*) as sign_count,
            max(occurred_at) as last_seen_at
        from signs
        group by all"""
    connection = build(
        models,
        [
            "create table signs as select * from (values "
            + rows
            + ") as t (customer_id, preference_name, preference_value, occurred_at, weight)"
        ],
    )
    found: list[Any] = connection.sql(
        "select customer_id, changed_at, from_value, to_value from preference_changes"
    ).fetchall()
    connection.close()
    return sorted(found)


def by_customer(signs: list[Sign]) -> list[list[Sign]]:
    """The signs of each customer."""
    grouped: dict[str, list[Sign]] = defaultdict(list)
    for sign in signs:
        grouped[sign[0]].append(sign)
    return list(grouped.values())


@pytest.mark.parametrize("cut_days", [500, 260])
def test_changes_are_those_of_the_rules_told_plainly(build: Build, cut_days: int) -> None:
    """Cut short, the history has the same changes: later signs rewrite nothing."""
    signs = random_signs(4000, seed=3)
    cut = START + timedelta(days=cut_days)
    cut = cut.replace(day=1, hour=0, minute=0)
    expected = sorted(
        change for own in by_customer(signs) for change in retold_changes(own) if change[1] < cut
    )
    assert len(expected) > 50
    assert found_changes(build, [sign for sign in signs if sign[2] < cut]) == expected
