"""What the question catalogue says of itself is true of the rest of the project."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tests.project.rules.inferences import Row

CLOSED = frozenset({"choice", "number", "scale"})
# A fact of a rule, or the kind of an occasion, and the attributes that it is made of.
MADE_OF = {
    "age_years": {"birth_date"},
    "days_until_birthday": {"birth_date"},
    "own_birthday": {"birth_date"},
    "near_one_birthday": {"near_one_birthday"},
    "item_restocked": {"shoe_size", "clothing_size", "favourite_brand"},
    "interest_list": {"sport", "interest", "favourite_category"},
    "size_list": {"shoe_size", "clothing_size"},
    "department": {"postcode"},
}


@dataclass(frozen=True)
class Consumers:
    """What may consume an answer: rows of seeds by their id, and the columns of marts."""

    columns: frozenset[str] = frozenset()
    segments: Mapping[str, str] = field(default_factory=dict)
    triggers: Mapping[str, str] = field(default_factory=dict)
    traits: Mapping[str, str] = field(default_factory=dict)
    campaigns: frozenset[str] = frozenset()
    paces: Mapping[str, str] = field(default_factory=dict)


def reads(expression: str, attribute: str) -> bool:
    """Whether an expression names an attribute, or a fact that is made of it."""
    words = set(re.findall(r"[a-z_0-9]+", expression))
    return attribute in words or any(attribute in MADE_OF.get(word, ()) for word in words)


def uses_of_nothing(
    questions: Sequence[Row], uses: Sequence[Row], consumers: Consumers
) -> Iterator[str]:
    """Each use names something there is and that really reads the answer."""
    attributes = {row["question_id"]: row["attribute_name"] for row in questions}
    for use in uses:
        kind, name = use["use_kind"], use["use_name"]
        attribute = attributes[use["question_id"]]
        expressions = {
            "segment": consumers.segments,
            "trigger": consumers.triggers,
            "trait": consumers.traits,
        }
        if kind == "declared_by_marketing":
            continue
        if kind == "column":
            exists = name in consumers.columns
        elif kind == "campaign":
            exists = name in consumers.campaigns
        elif kind == "contact_limit":
            exists = bool(use["deciding_values"]) and (
                consumers.paces.get(name) == use["deciding_values"]
            )
        else:
            expression = expressions.get(kind, {}).get(name)
            exists = expression is not None and reads(expression, attribute)
        if not exists:
            yield f"{use['question_id']}: no {kind} {name} reads its answer"


def questions_without_a_use(questions: Sequence[Row], uses: Sequence[Row]) -> Iterator[str]:
    """Each question that is on has a use of some worth."""
    used = {use["question_id"] for use in uses if float(use["worth"]) > 0}
    for question in questions:
        if question["is_active"] == "true" and question["question_id"] not in used:
            yield f"{question['question_id']}: nobody uses it"


def confirmations_without_words(questions: Sequence[Row]) -> Iterator[str]:
    """Each question whose answer expires can be confirmed, in both languages and with the value."""
    for question in questions:
        for language in ("fr", "en"):
            words = question[f"confirm_text_{language}"]
            if question["expiry_days"] and words.count("{value}") != 1:
                yield f"{question['question_id']}: no words to confirm with in {language}"


def answers_not_offered(
    questions: Sequence[Row], options: Sequence[Row], values: Mapping[str, set[str]]
) -> Iterator[str]:
    """A closed question offers answers, a free one none, and these values are among them."""
    offered = offered_values(options)
    for question in questions:
        name, closed = question["question_id"], question["answer_type"] in CLOSED
        listed, catalogue = name in offered, bool(question["options_from"])
        if closed != (listed or catalogue) or (listed and catalogue):
            yield f"{name}: a closed question has one list of answers, and a free one has none"
        if listed and (strange := values.get(name, set()) - offered[name]):
            yield f"{name}: does not offer {', '.join(sorted(strange))}"


def offered_values(options: Sequence[Row]) -> dict[str, set[str]]:
    """The values that the seed offers, by question."""
    offered: dict[str, set[str]] = defaultdict(set)
    for option in options:
        offered[option["question_id"]].add(option["option_value"])
    return dict(offered)


def conditions_in_a_circle(questions: Sequence[Row], conditions: Sequence[Row]) -> Iterator[str]:
    """No question waits for an answer that waits for its own, or that no question asks for."""
    asking = {row["attribute_name"]: row["question_id"] for row in questions}
    waits: dict[str, set[str]] = defaultdict(set)
    for condition in conditions:
        if condition["attribute_name"] not in asking:
            yield f"{condition['question_id']}: nobody asks for {condition['attribute_name']}"
        else:
            waits[condition["question_id"]].add(asking[condition["attribute_name"]])
    for question in list(waits):
        seen, ahead = set[str](), set(waits[question])
        while ahead:
            seen |= ahead
            ahead = {after for name in ahead for after in waits.get(name, ())} - seen
        if question in seen:
            yield f"{question}: waits for itself"
