"""The catalogue asks only what is used, offers what comes back, and goes round in no circle."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from orchestration.lib.privacy.declarations import read_columns
from tests.project.rules import assert_kept, catalogue, inferences
from tests.project.rules.catalogue import Consumers
from tests.project.rules.inferences import Row, read_rows

SEEDS = Path(__file__).parents[2] / "seeds"
RULES = SEEDS / "rules"
QUESTIONS = read_rows(RULES / "questions.csv")
USES = read_rows(RULES / "question_uses.csv")
OPTIONS = read_rows(RULES / "question_options.csv")
CONDITIONS = read_rows(RULES / "question_prerequisites.csv")
FORBIDDEN = inferences.read_forbidden(read_rows(RULES / "forbidden_inferences.csv"))
CONSUMERS = Consumers(
    columns=frozenset(f"{column.mart}.{column.name}" for column in read_columns()),
    segments={r["segment_id"]: r["predicate"] for r in read_rows(RULES / "segments.csv")},
    triggers={r["trigger_id"]: r["occasion_kind"] for r in read_rows(RULES / "triggers.csv")},
    traits={
        r["trait_id"]: r["value_expression"] for r in read_rows(RULES / "profiling_traits.csv")
    },
    campaigns=frozenset(r["campaign_kind"] for r in read_rows(RULES / "campaign_goals.csv")),
    paces={r["limit_id"]: r["declared_pace"] for r in read_rows(RULES / "contact_limits.csv")},
)
SPORT: Row = {
    "question_id": "q_sport", "attribute_name": "sport", "is_active": "true", "expiry_days": "365",
    "confirm_text_fr": "{value} ?", "confirm_text_en": "{value}?", "answer_type": "choice",
    "options_from": "",
}  # fmt: skip
TENNIS: Row = {
    "question_id": "q_sport", "use_kind": "segment", "use_name": "players", "worth": "1",
    "deciding_values": "tennis",
}  # fmt: skip
PLAYERS = Consumers(
    columns=frozenset({"contacts.sport"}),
    segments={"players": "interest_list like '%,tennis,%'", "rich": "total_amount > 9"},
    triggers={"restock": "item_restocked"},
    campaigns=frozenset({"newsletter"}),
    paces={"weekly": "week"},
)


def delivered_values() -> dict[str, set[str]]:
    """The answers in the delivered files of the demo, by question."""
    values: dict[str, set[str]] = defaultdict(set)
    for file in (SEEDS / "landing/survey/responses").glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if row.get("status") == "answered" and row.get("answer_value"):
                    values[row["question_id"]].add(row["answer_value"])
    return values


def test_each_use_is_of_something_that_reads_the_answer() -> None:
    assert_kept(catalogue.uses_of_nothing(QUESTIONS, USES, CONSUMERS))


def test_each_question_that_is_on_has_a_use() -> None:
    assert_kept(catalogue.questions_without_a_use(QUESTIONS, USES))


def test_the_uses_of_a_question_each_have_words_of_their_own() -> None:
    for text in ("expected_change", "reason"):
        said = [(use["question_id"], use[text]) for use in USES]
        assert all(words for _, words in said)
        assert len(set(said)) == len(said)


def test_each_answer_that_expires_can_be_confirmed() -> None:
    assert_kept(catalogue.confirmations_without_words(QUESTIONS))


def test_the_answers_offered_are_those_that_come_back() -> None:
    values = delivered_values()
    assert values
    assert_kept(catalogue.answers_not_offered(QUESTIONS, OPTIONS, values))


def test_the_values_that_decide_are_offered() -> None:
    for rows, column in ((USES, "deciding_values"), (CONDITIONS, "attribute_values")):
        asking = {row["attribute_name"]: row["question_id"] for row in QUESTIONS}
        deciding: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            question = asking.get(row.get("attribute_name", ""), row["question_id"])
            deciding[question] |= {value for value in row[column].split("|") if value}
        assert_kept(catalogue.answers_not_offered(QUESTIONS, OPTIONS, deciding))


def test_no_question_waits_for_itself() -> None:
    assert_kept(catalogue.conditions_in_a_circle(QUESTIONS, CONDITIONS))


def test_questions_name_stages_and_channels_there_are() -> None:
    stages = {row["lifecycle_stage"] for row in read_rows(RULES / "lifecycle_stages.csv")}
    places = {row["channel"] for row in read_rows(RULES / "question_places.csv")}
    for question in QUESTIONS:
        assert question["stages"] == "any" or set(question["stages"].split("|")) <= stages
        assert set(question["channels"].split("|")) <= places, question["question_id"]


def test_no_question_asks_for_a_special_category() -> None:
    for question in QUESTIONS:
        assert question["sensitivity"] in {"none", "personal"}, question["question_id"]
    # What lists answers for a person to choose from is read as closely as what asks.
    texts = [
        *(row[f"{kind}_{language}"] for row in QUESTIONS for kind in ("text", "confirm_text")
          for language in ("fr", "en")),
        *(row[f"text_{language}"] for row in OPTIONS for language in ("fr", "en")),
    ]  # fmt: skip
    named = [found for text in texts for found in inferences.found_in(text, FORBIDDEN)]
    assert all(found.may_be_declared for found in named), named


@pytest.mark.parametrize(
    "changed",
    [
        {"use_name": "gone"},
        {"use_name": "rich"},
        {"use_kind": "trigger", "use_name": "restock"},
        {"use_kind": "column", "use_name": "contacts.sports"},
        {"use_kind": "campaign", "use_name": "lookbook"},
        {"use_kind": "contact_limit", "use_name": "weekly"},
        {"use_kind": "whim", "use_name": "players"},
    ],
)
def test_a_use_of_nothing_is_reported(changed: dict[str, str]) -> None:
    assert not list(catalogue.uses_of_nothing([SPORT], [TENNIS], PLAYERS))
    assert list(catalogue.uses_of_nothing([SPORT], [{**TENNIS, **changed}], PLAYERS))


def test_a_question_without_a_use_is_reported() -> None:
    assert not list(catalogue.questions_without_a_use([SPORT], [TENNIS]))
    assert list(catalogue.questions_without_a_use([SPORT], []))
    assert list(catalogue.questions_without_a_use([SPORT], [{**TENNIS, "worth": "0"}]))
    assert not list(catalogue.questions_without_a_use([{**SPORT, "is_active": "false"}], []))


def test_a_confirmation_without_its_value_is_reported() -> None:
    assert not list(catalogue.confirmations_without_words([SPORT]))
    assert list(catalogue.confirmations_without_words([{**SPORT, "confirm_text_en": "Still?"}]))


def test_an_answer_that_is_not_offered_is_reported() -> None:
    option = {"question_id": "q_sport", "option_value": "tennis"}
    assert not list(catalogue.answers_not_offered([SPORT], [option], {"q_sport": {"tennis"}}))
    assert list(catalogue.answers_not_offered([SPORT], [option], {"q_sport": {"yoga"}}))
    assert list(catalogue.answers_not_offered([SPORT], [], {}))
    assert list(catalogue.answers_not_offered([{**SPORT, "answer_type": "text"}], [option], {}))
    assert list(catalogue.answers_not_offered([{**SPORT, "options_from": "brands"}], [option], {}))


def test_a_circle_of_conditions_is_reported() -> None:
    run = {**SPORT, "question_id": "q_run", "attribute_name": "run"}
    first = {"question_id": "q_run", "attribute_name": "sport"}
    back = {"question_id": "q_sport", "attribute_name": "run"}
    assert not list(catalogue.conditions_in_a_circle([SPORT, run], [first]))
    assert list(catalogue.conditions_in_a_circle([SPORT, run], [first, back]))
    assert list(catalogue.conditions_in_a_circle([SPORT], [{**first, "attribute_name": "golf"}]))
