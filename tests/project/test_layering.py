"""Data flows from left to right, and nothing after the input layer knows any source."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from tests.project.rules import assert_kept, layering
from tests.project.rules.project import Model, Project

Rule = Callable[[Project], Iterator[str]]

RULES: list[Rule] = [
    layering.models_outside_the_picture,
    layering.reads_from_the_right,
    layering.sources_read_outside_staging,
    layering.staging_read_past_the_input_layer,
    layering.staging_that_mixes_sources,
    layering.source_names_after_the_input_layer,
    layering.staging_without_its_switch,
]

BASE = Model("base_shop__orders", "models/staging/shop/base_shop__orders.sql", sources=("shop",))
STAGED = Model("stg_shop__orders", "models/staging/shop/stg_shop__orders.sql", refs=(BASE.name,))
FEED = Model("shop__orders", "models/staging/shop/shop__orders.sql", refs=(STAGED.name,))
INPUT = Model("input__orders", "models/input/input__orders.sql", refs=(FEED.name,))
STEP = Model(
    "int_profile__orders_placed",
    "models/intermediate/profile/int_profile__orders_placed.sql",
    refs=(INPUT.name,),
)
MART = Model("orders", "models/marts/activity/orders.sql", refs=(STEP.name,))
SOUND = Project(
    models=(BASE, STAGED, FEED, INPUT, STEP, MART),
    variables={"shop_enabled": True, "feeds": {"shop": ["orders"]}},
)


def with_model(changed: Model) -> Project:
    """The sound project with one model changed, or added."""
    others = tuple(model for model in SOUND.models if model.name != changed.name)
    return replace(SOUND, models=(*others, changed))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_project_keeps_its_layers(rule: Rule, project: Project) -> None:
    assert_kept(rule(project))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_sound_project_breaks_no_rule(rule: Rule) -> None:
    assert list(rule(SOUND)) == []


@pytest.mark.parametrize(
    ("rule", "changed"),
    [
        (
            layering.models_outside_the_picture,
            replace(MART, path="models/reports/orders.sql"),
        ),
        (layering.reads_from_the_right, replace(STEP, refs=("orders",))),
        (layering.sources_read_outside_staging, replace(INPUT, sources=("shop",))),
        (layering.sources_read_outside_staging, replace(MART, sources=("engine",))),
        (layering.staging_read_past_the_input_layer, replace(MART, refs=("stg_shop__orders",))),
        (layering.staging_read_past_the_input_layer, replace(INPUT, refs=("stg_shop__orders",))),
        (
            layering.staging_that_mixes_sources,
            Model("stg_store__tickets", "models/staging/store/x.sql", refs=("base_shop__orders",)),
        ),
        (
            layering.source_names_after_the_input_layer,
            replace(STEP, sql="select * from x where source_name = 'web'"),
        ),
        (
            layering.source_names_after_the_input_layer,
            replace(STEP, sql="select case kind when 'shop' then 1 end as is_shop from x"),
        ),
        (
            layering.source_names_after_the_input_layer,
            replace(STEP, sql="select * from x where source_record_id like 'shop.orders:%'"),
        ),
        (
            layering.staging_without_its_switch,
            Model("stg_till__tickets", "models/staging/till/stg_till__tickets.sql"),
        ),
    ],
)
def test_what_breaks_a_rule_is_reported(rule: Rule, changed: Model) -> None:
    assert list(rule(with_model(changed)))


def test_the_crosswalk_is_read_by_the_profile_and_not_by_identity() -> None:
    crosswalk = Model("customer_identifiers", "models/marts/customer/customer_identifiers.sql")
    links = Model(
        "int_identity__links",
        "models/intermediate/identity/int_identity__links.sql",
        refs=(crosswalk.name,),
    )
    profile = replace(STEP, refs=(crosswalk.name,))

    reported = list(layering.reads_from_the_right(Project(models=(crosswalk, links, profile))))

    assert [sentence.split(":")[0] for sentence in reported] == [links.path]


def test_a_channel_may_have_the_name_of_a_source() -> None:
    stored = Model("stg_store__tickets", "models/staging/store/stg_store__tickets.sql")
    by_channel = replace(STEP, sql="select * from x where channel = 'store'")

    assert not list(
        layering.source_names_after_the_input_layer(Project(models=(stored, by_channel)))
    )
