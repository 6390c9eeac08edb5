"""Rates come from the catalogue where nothing is known, and from the asks where much is."""

from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from scipy import special

from orchestration.lib.profiling.learning.calibration import expanded, judge
from orchestration.lib.profiling.learning.design import CHANNELS, EFFECTS, Catalogue
from orchestration.lib.profiling.learning.response_rates import DRAWS, fit_rates

STAGES = ("", "interest", "loyal")
CATALOGUE = Catalogue({f"q_{number}": 0.2 + 0.05 * number for number in range(8)}, STAGES)


def counts(*rows: dict[str, Any]) -> pa.Table:
    """Return rows of counted asks; what is not given is that of an average customer."""
    plain = {
        "question_id": "q_0",
        "lifecycle_stage": "loyal",
        "channel": "web",
        **dict.fromkeys(EFFECTS, 0.0),
        "ask_count": 0,
        "answered_count": 0,
    }
    return pa.Table.from_pylist([{**plain, **row} for row in rows or ({},)])


def rate(table: pa.Table, **cell: str) -> float:
    """Return the rate that is learned for one cell."""
    fitted = fit_rates(CATALOGUE, table, "answered")
    return float(fitted.probabilities(counts(cell))[0])


def population(seed: int, asks: int, groups: int = 1500) -> tuple[pa.Table, pa.Table]:
    """Draw the same kind of asks twice, by a truth in which questions, stages and customers
    differ: one table to learn from, and one to judge by."""
    draws = np.random.default_rng(seed)
    question, stage = draws.integers(0, 8, groups), draws.integers(0, len(STAGES), groups)
    channel = draws.integers(0, len(CHANNELS), groups)
    responsiveness = np.round(draws.normal(0, 0.15, groups), 2)
    odds = (
        draws.normal(0, 0.8, 8)[question]
        + draws.normal(0, 0.4, len(STAGES))[stage]
        + 3 * responsiveness
    )
    tables = []
    for _ in range(2):
        trials = draws.poisson(asks / groups, groups)
        tables.append(
            pa.table(
                {
                    "question_id": [f"q_{number}" for number in question],
                    "lifecycle_stage": [STAGES[number] for number in stage],
                    "channel": [CHANNELS[number] for number in channel],
                    "responsiveness": responsiveness,
                    "asks_of_90_days": np.zeros(groups),
                    "is_confirmation": np.zeros(groups),
                    "ask_count": trials,
                    "answered_count": draws.binomial(trials, special.expit(odds)),
                }
            )
        )
    return tables[0], tables[1]


def test_without_any_ask_the_catalogues_rates_hold() -> None:
    for question, expected in CATALOGUE.base_rates.items():
        assert rate(counts(), question_id=question) == pytest.approx(expected)


def test_a_question_asked_often_has_its_own_rate() -> None:
    table = counts({"ask_count": 20_000, "answered_count": 14_000})
    assert rate(table) == pytest.approx(0.7, abs=0.01)


def test_few_asks_move_a_rate_only_some_of_the_way() -> None:
    table = counts({"ask_count": 10, "answered_count": 8})
    assert 0.25 < rate(table) < 0.7


def test_a_question_never_asked_keeps_its_distance_from_the_others() -> None:
    """Where the catalogue is right about all others, it is believed about this one too."""
    asked = [
        {"question_id": question, "ask_count": 4000, "answered_count": round(4000 * base)}
        for question, base in CATALOGUE.base_rates.items()
        if question != "q_3"
    ]
    assert rate(counts(*asked), question_id="q_3") == pytest.approx(0.35, abs=0.03)


def test_a_stage_lends_its_rate_to_questions_never_asked_there() -> None:
    """Every question is answered more in one stage, so a question new there is likely to be."""
    rows = [
        {
            "question_id": question,
            "lifecycle_stage": stage,
            "ask_count": 3000,
            "answered_count": round(3000 * special.expit(special.logit(base) + shift)),
        }
        for question, base in CATALOGUE.base_rates.items()
        for stage, shift in (("loyal", 0.8), ("interest", -0.8))
        if (question, stage) != ("q_3", "loyal")
    ]
    loyal = rate(counts(*rows), question_id="q_3", lifecycle_stage="loyal")
    interested = rate(counts(*rows), question_id="q_3", lifecycle_stage="interest")
    assert special.logit(loyal) - special.logit(interested) > 1.2


def test_draws_spread_as_the_posterior_does() -> None:
    learned, _ = population(3, 4000)
    posterior = fit_rates(CATALOGUE, learned, "answered").posterior
    drawn = posterior.draw(4000, np.random.default_rng(5))
    covariance = np.linalg.inv(posterior.root @ posterior.root.T)
    assert drawn.mean(0) == pytest.approx(posterior.mean, abs=0.05)
    assert drawn.std(0) == pytest.approx(np.sqrt(np.diag(covariance)), rel=0.08)


def test_more_asks_leave_less_doubt() -> None:
    doubts = []
    for times in (1, 100):
        table = counts({"ask_count": 30 * times, "answered_count": 12 * times})
        cells = fit_rates(CATALOGUE, table, "answered").cells(seed=1).to_pandas()
        own = cells[
            (cells["question_id"] == "q_0")
            & (cells["lifecycle_stage"] == "loyal")
            & (cells["channel"] == "web")
        ]
        doubts.append(own["log_odds"].std())
    assert doubts[1] < doubts[0] / 2


def test_every_cell_is_there_in_every_draw_and_draws_repeat() -> None:
    learned, _ = population(3, 2000)
    fitted = fit_rates(CATALOGUE, learned, "answered")
    cells = fitted.cells(seed=9)
    keys = set(zip(*(cells[name].to_pylist() for name in cells.column_names[:4]), strict=True))
    assert len(keys) == cells.num_rows == 8 * len(STAGES) * len(CHANNELS) * (DRAWS + 1)
    assert cells.equals(fitted.cells(seed=9))
    assert not cells.equals(fitted.cells(seed=10))


def test_the_order_of_the_rows_does_not_matter() -> None:
    learned, _ = population(4, 3000)
    shuffled = learned.take(np.random.default_rng(1).permutation(learned.num_rows))
    one = fit_rates(CATALOGUE, learned, "answered").posterior
    other = fit_rates(CATALOGUE, shuffled, "answered").posterior
    assert one.mean == pytest.approx(other.mean, abs=1e-12)


def test_planted_rates_are_predicted_with_small_calibration_error() -> None:
    learned, later = population(6, 40_000)
    trials = later["ask_count"].to_numpy().astype(float)
    successes = later["answered_count"].to_numpy().astype(float)
    model = fit_rates(CATALOGUE, learned, "answered").probabilities(later)
    judged = judge(*expanded(model, trials, successes))
    overall = np.full(len(trials), successes.sum() / trials.sum())
    assert judged["calibration_error"] < 0.02
    assert judged["log_loss"] < judge(*expanded(overall, trials, successes))["log_loss"] - 0.03


def test_more_outcomes_than_asks_are_an_error() -> None:
    with pytest.raises(ValueError, match="more outcomes than cases"):
        fit_rates(CATALOGUE, counts({"ask_count": 1, "answered_count": 2}), "answered")
