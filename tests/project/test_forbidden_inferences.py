"""No column, segment, question, rule or preference deduces what is nobody's to guess."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project.rules import assert_kept, inferences
from tests.project.rules.inferences import Forbidden, Row
from tests.project.rules.project import Column, Model, Project

RULES = Path(__file__).parents[2] / "seeds" / "rules"
FORBIDDEN = inferences.read_forbidden(inferences.read_rows(RULES / "forbidden_inferences.csv"))
QUESTIONS = inferences.read_rows(RULES / "questions.csv")
DECLARED = {question["attribute_name"] for question in QUESTIONS}
CATEGORIES = {
    "couple", "orientation", "health", "religion", "politics", "ethnicity", "trade union",
    "pregnancy", "sex life", "criminal",
}  # fmt: skip
SEGMENT = {"segment_id": "vip", "name_fr": "", "name_en": "", "description": "", "predicate": ""}


def project_of(column: str = "customer_id", sql: str = "") -> Project:
    """A project of one mart with one column, and one model of preferences with this SQL."""
    return Project(
        models=(
            Model("people", "models/marts/customer/people.sql", columns=(Column(column),)),
            Model(
                "int_profile__signs", "models/intermediate/profile/int_profile__signs.sql", sql=sql
            ),
        )
    )


def test_the_seed_covers_every_category_in_french_and_in_english() -> None:
    rows = inferences.read_rows(RULES / "forbidden_inferences.csv")
    for category in CATEGORIES:
        assert {row["language"] for row in rows if row["category"] == category} == {"fr", "en"}
    assert all(row["word"] == inferences.words_of(row["word"])[1:] for row in rows)


def test_no_column_is_named_after_what_is_forbidden(project: Project) -> None:
    assert_kept(inferences.forbidden_columns(project, FORBIDDEN, DECLARED))


def test_no_segment_is_made_of_what_is_forbidden() -> None:
    segments = inferences.read_rows(RULES / "segments.csv")
    assert_kept(inferences.forbidden_segments(segments, FORBIDDEN))


def test_no_question_asks_for_what_is_forbidden() -> None:
    assert_kept(inferences.forbidden_questions(QUESTIONS, FORBIDDEN))


def test_no_deduced_value_of_what_is_forbidden_survives() -> None:
    rules = inferences.read_rows(RULES / "survivorship.csv")
    assert_kept(inferences.forbidden_survivorship(rules, FORBIDDEN))


def test_no_preference_is_named_after_what_is_forbidden(project: Project) -> None:
    assert_kept(inferences.forbidden_preferences(project, FORBIDDEN))


@pytest.mark.parametrize(
    "name",
    ["is_pregnant", "religious_interest", "health_score", "opinion_politique", "is_in_couple",
     "has_family_situation_guess", "sexual_orientation", "union_membership", "casier_judiciaire"],
)  # fmt: skip
def test_a_planted_column_is_reported(name: str) -> None:
    assert list(inferences.forbidden_columns(project_of(name), FORBIDDEN, DECLARED))


@pytest.mark.parametrize(
    "name", ["sex", "children_count", "family_situation", "original_amount", "favourite_size"]
)
def test_what_is_declared_or_harmless_is_not_reported(name: str) -> None:
    assert not list(inferences.forbidden_columns(project_of(name), FORBIDDEN, DECLARED))


def test_what_may_be_declared_is_reported_where_no_question_asks_for_it() -> None:
    assert list(inferences.forbidden_columns(project_of("children_count"), FORBIDDEN, set()))


def test_what_article_nine_names_may_not_even_be_declared() -> None:
    assert list(inferences.forbidden_columns(project_of("religion"), FORBIDDEN, {"religion"}))


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("segment_id", "future_mothers_pregnant"),
        ("name_fr", "Clientes enceintes"),
        ("description", "People of one religion"),
        ("predicate", "interest_list like '%,halal,%'"),
    ],
)
def test_a_planted_segment_is_reported(part: str, text: str) -> None:
    assert list(inferences.forbidden_segments([{**SEGMENT, part: text}], FORBIDDEN))


@pytest.mark.parametrize(
    "question",
    [
        {"question_id": "q", "attribute_name": "religion", "sensitivity": "personal"},
        {"question_id": "q", "attribute_name": "family_situation", "sensitivity": "none"},
    ],
)
def test_a_planted_question_is_reported(question: Row) -> None:
    assert list(inferences.forbidden_questions([question], FORBIDDEN))


@pytest.mark.parametrize("kind", ["inferred", "observed", "third_party"])
def test_a_planted_rule_of_survivorship_is_reported(kind: str) -> None:
    rule = {"attribute_name": "family_situation", "value_kind": kind}
    declared = {**rule, "value_kind": "declared"}

    assert list(inferences.forbidden_survivorship([rule], FORBIDDEN))
    assert not list(inferences.forbidden_survivorship([declared], FORBIDDEN))


@pytest.mark.parametrize(
    "sql",
    [
        "select 'religion' as preference_name",
        "{% set columns = {'health': 'product_category'} %}",
    ],
)
def test_a_planted_preference_is_reported(sql: str) -> None:
    assert list(inferences.forbidden_preferences(project_of(sql=sql), FORBIDDEN))


def test_a_word_is_found_at_the_beginning_of_words_only() -> None:
    forbidden = [Forbidden("gay", "orientation", may_be_declared=False)]

    assert inferences.found_in("is_gay", forbidden)
    assert not inferences.found_in("bargaying", forbidden)
