"""What was concluded about a person, and by what logic (GDPR art. 15(1)(h))."""

from collections.abc import Iterator
from typing import Any

from orchestration.lib.privacy.collection import Collection, Row
from orchestration.lib.privacy.declarations import read_rules
from orchestration.lib.privacy.texts import logic

_SHOWN_PREFERENCES = 10


def inferences(collection: Collection, language: str) -> list[Row]:
    """Return the conclusions: what, its value, why this person, and the logic in plain words."""
    found = [
        *_from_profile(collection),
        *_from_segments(collection, language),
        *_from_purchases(collection, language),
        *_from_preferences(collection),
        *_from_questions(collection, language),
        *_from_messages(collection, language),
    ]
    return [
        {
            "what": logic(language)[kind][0],
            "value": value,
            "because": because,
            "logic": logic(language)[kind][1],
        }
        for kind, value, because in found
        if value not in (None, "")
    ]


def _from_profile(collection: Collection) -> Iterator[tuple[str, Any, Any]]:
    for customer in collection.marts.get("customers", ()):
        yield "age", customer.get("age_years"), customer.get("birth_date")
        yield "nearest_store", customer["nearest_store_id"], customer["nearest_store_basis"]
        yield "understanding", customer["understanding_level"], customer["understanding_reason"]
        yield "preferred_channel", customer["preferred_channel"], None


def _from_segments(collection: Collection, language: str) -> Iterator[tuple[str, Any, Any]]:
    for stage in collection.marts.get("customer_lifecycle", ()):
        yield "lifecycle", stage[f"name_{language}"], stage["reason"]
    for segment in collection.marts.get("segment_memberships", ()):
        yield "segment", segment[f"name_{language}"], segment["reason"]


def _from_purchases(collection: Collection, language: str) -> Iterator[tuple[str, Any, Any]]:
    names = {row["rfm_segment"]: row for row in read_rules("rfm_segments")}
    for customer in collection.marts.get("customers", ()):
        cell = names.get(customer["rfm_segment"] or "")
        scores = [customer[f"{part}_score"] for part in ("recency", "frequency", "monetary")]
        if cell is not None:
            yield (
                "rfm",
                cell[f"name_{language}"],
                f"{' / '.join(map(str, scores))}. {cell['reason']}",
            )


def _from_preferences(collection: Collection) -> Iterator[tuple[str, Any, Any]]:
    preferences = collection.evidence.get("int_profile__preferences", [])
    ordered = sorted(preferences, key=lambda row: (row["preference_rank"], row["preference_name"]))
    for row in ordered[:_SHOWN_PREFERENCES]:
        share = round(100 * float(row["weight_share"] or 0))
        yield (
            "preference",
            f"{row['preference_name']}: {row['preference_value']}",
            f"{row['sign_count']} ({share} %), {str(row['last_seen_at'])[:10]}",
        )


def _from_questions(collection: Collection, language: str) -> Iterator[tuple[str, Any, Any]]:
    for question in collection.marts.get("next_questions", ()):
        yield "question", question[f"text_{language}"] or "-", question["reason"]


def _from_messages(collection: Collection, language: str) -> Iterator[tuple[str, Any, Any]]:
    for message in collection.marts.get("next_messages", ()):
        yield "message", message[f"subject_{language}"], message[f"reason_{language}"]
