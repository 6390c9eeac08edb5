"""The summary is readable, says when there is nothing, and marks what missed its bar."""

from dataclasses import replace

from rich.console import Console, RenderableType

from orchestration.lib.evaluation.scores import FailureMode, Scores
from orchestration.lib.summary.tables import draw_rows, draw_scores

SCORES = Scores(
    persons=900,
    keys=2700,
    precision=0.9995,
    recall=0.981,
    bcubed_precision=0.9991,
    bcubed_recall=0.9712,
    customers=905,
    fused_customers=0,
    over_merge_rate=0.0,
    under_merge_rate=0.0123,
    device_precision=0.99,
    device_recall=0.98,
    refused_devices=40,
    refusal_respect=1.0,
    household_pairs=184,
    household_precision=0.9787,
    household_recall=0.25,
    household_recall_of_tied=0.8679,
    failure_modes=(
        FailureMode("household_card", planted=12, fused=0, score=0.6778, judged_by="cases"),
        FailureMode("email_change", planted=30, fused=2, score=0.99996, judged_by="ties"),
    ),
)


def text_of(drawing: RenderableType, *, is_coloured: bool = False) -> str:
    console = Console(
        width=100,
        record=True,
        quiet=False,
        force_terminal=is_coloured,
        color_system="standard" if is_coloured else None,
    )
    with console.capture() as capture:
        console.print(drawing)
    return capture.get()


def test_rows_are_drawn_with_readable_names_and_numbers() -> None:
    rows: list[dict[str, object]] = [
        {"source": "shop", "rows_read": 12345},
        {"source": "web", "rows_read": None},
    ]
    text = text_of(draw_rows("Sources read", rows, "Nothing."))
    assert "Sources read" in text
    assert "rows read" in text
    assert "12,345" in text


def test_no_rows_are_said_in_words() -> None:
    text = text_of(draw_rows("Rows set aside", [], "No row was set aside."))
    assert "Rows set aside" in text
    assert "No row was set aside." in text


def test_scores_show_their_bars_and_every_failure_mode() -> None:
    text = text_of(draw_scores(SCORES))
    measures = ("0.9995", "0.9810", "≥ 0.999", "0.9991", "0.9712", "0.0123")
    modes = ("household card", "0.678", "cases", "email change", "ties")
    for word in (*measures, *modes):
        assert word in text


def test_a_mode_that_failed_once_does_not_look_perfect() -> None:
    assert "0.999" in text_of(draw_scores(SCORES)).split("email change")[1]


def test_a_score_below_its_bar_is_red() -> None:
    low = replace(SCORES, failure_modes=(), precision=0.5)
    assert "\x1b[1;31m0.5000" in text_of(draw_scores(low), is_coloured=True)
    assert "\x1b[1;31m" not in text_of(
        draw_scores(replace(SCORES, failure_modes=())), is_coloured=True
    )
