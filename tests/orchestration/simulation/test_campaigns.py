"""Variants and holdouts are planted as stated, so that what is measured can be judged."""

from pathlib import Path

import duckdb
import numpy as np
import pytest

from orchestration.lib.simulation.email import KINDS, WELCOME, Sends, draw_sends
from orchestration.lib.simulation.rates import Rates
from orchestration.lib.simulation.simulate import Run, build_world


@pytest.fixture(scope="module")
def sends(tmp_path_factory: pytest.TempPathFactory) -> Sends:
    run = Run(customers=10_000, folder=tmp_path_factory.mktemp("unused"))
    return draw_sends(build_world(run, 0, 10_000))


@pytest.mark.parametrize("kind", range(len(KINDS)))
def test_a_variant_multiplies_clicks_by_its_stated_ratio(sends: Sends, kind: int) -> None:
    rates = Rates().behaviour
    stated = rates.click_ratios_of_b[kind] / rates.click_ratios_of_a[kind]
    clicked = (sends.clicked >= 0) | (sends.curious >= 0)
    of_kind = (sends.campaign % 4 == kind) & (sends.campaign != WELCOME)
    a, b = (clicked[of_kind & (sends.variant == variant)].mean() for variant in (0, 1))
    assert b / a == pytest.approx(stated, rel=0.08)


def test_what_is_due_is_held_back_at_the_stated_rate(sends: Sends) -> None:
    held = len(sends.withheld.row)
    share = held / (held + len(sends.row))
    assert share == pytest.approx(Rates().behaviour.holdout, rel=0.05)


def test_nobody_is_written_to_and_held_back_for_one_campaign(sends: Sends) -> None:
    def pairs(row: np.ndarray, campaign: np.ndarray) -> set[tuple[int, int]]:
        return set(zip(row.tolist(), campaign.tolist(), strict=True))

    withheld = pairs(sends.withheld.row, sends.withheld.campaign)
    assert not withheld & pairs(sends.row, sends.campaign)


def test_a_message_held_back_has_neither_message_nor_variant_nor_link(
    full_landing: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    found = connection.execute(
        "select count(*), count(message_id), count(variant), count(click_token), count(url)"
        f" from read_parquet('{full_landing}/email/events/*.parquet')"
        " where event_type = 'holdout'"
    ).fetchone()
    assert found is not None
    assert found[0] > 1000
    assert found[1:] == (0, 0, 0, 0)


def test_a_curious_click_opens_no_page(sends: Sends) -> None:
    """The site sees the clicks alone that the variants do not make."""
    assert not ((sends.clicked >= 0) & (sends.curious >= 0)).any()
    assert (sends.curious[sends.campaign == WELCOME] < 0).all()
