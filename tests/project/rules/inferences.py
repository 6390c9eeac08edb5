"""Nothing sensitive is deduced about a person: the words of the seed name nothing of the project.

A word stands for the beginning of a word, or of several, of a name: `relig` is found in
`has_religious_interest` and `opinion politique` in `opinion_politique_2`.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.project.rules.project import Project

# Staging keeps the vendor's columns as delivered; they are judged where they leave it.
LAYERS = ("input", "intermediate", "marts")
DEDUCED = frozenset({"inferred", "observed", "third_party"})
Row = Mapping[str, str]


@dataclass(frozen=True)
class Forbidden:
    """One word of the seed."""

    word: str
    category: str
    may_be_declared: bool


def read_rows(file: Path) -> list[Row]:
    """The rows of a seed."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def read_forbidden(rows: Sequence[Row]) -> list[Forbidden]:
    """The words of the seed `forbidden_inferences`."""
    return [
        Forbidden(row["word"], row["category"], row["may_be_declared"] == "true") for row in rows
    ]


def words_of(text: str) -> str:
    """A name or a sentence as words in lower case without accents, a blank before each."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return " " + " ".join(re.findall(r"[a-z0-9]+", plain))


def found_in(text: str, forbidden: Sequence[Forbidden]) -> list[Forbidden]:
    """The forbidden words that a text uses."""
    words = words_of(text)
    return [entry for entry in forbidden if f" {entry.word}" in words]


def forbidden_columns(
    project: Project, forbidden: Sequence[Forbidden], declared: set[str]
) -> Iterator[str]:
    """Columns that are named after what may not be deduced.

    A column may bear the name of what people declare, and of where such a value came from, if a
    question asks for it and the seed lets it be declared.
    """
    for model in project.models_under(*LAYERS):
        for column in model.columns:
            for entry in found_in(column.name, forbidden):
                if not (entry.may_be_declared and is_declared(column.name, declared)):
                    yield f"{model.path}: {column.name} names {entry.category} ({entry.word})"


def is_declared(name: str, declared: set[str]) -> bool:
    """Whether a name is that of a declared attribute, or of what is known about its value."""
    return any(name == attribute or name.startswith(f"{attribute}_") for attribute in declared)


def forbidden_segments(segments: Sequence[Row], forbidden: Sequence[Forbidden]) -> Iterator[str]:
    """Segments that are named after, or made of, what may not be deduced."""
    for segment in segments:
        for part in ("segment_id", "name_fr", "name_en", "description", "predicate"):
            for entry in found_in(segment[part], forbidden):
                yield f"segment {segment['segment_id']}: its {part} names {entry.category}"


def forbidden_questions(questions: Sequence[Row], forbidden: Sequence[Forbidden]) -> Iterator[str]:
    """Questions for what may not be asked; what may be declared is asked as personal, with care."""
    for question in questions:
        for entry in found_in(question["attribute_name"], forbidden):
            if not entry.may_be_declared:
                yield f"question {question['question_id']} asks for {entry.category}"
            elif question["sensitivity"] != "personal":
                yield f"question {question['question_id']} is about {entry.category}: personal"


def forbidden_survivorship(rules: Sequence[Row], forbidden: Sequence[Forbidden]) -> Iterator[str]:
    """Rules by which a deduced value of what is forbidden would enter the golden record."""
    for rule in rules:
        if rule["value_kind"] in DEDUCED:
            for entry in found_in(rule["attribute_name"], forbidden):
                yield (
                    f"survivorship of {rule['attribute_name']}, {rule['value_kind']}: "
                    f"names {entry.category}"
                )


def forbidden_preferences(project: Project, forbidden: Sequence[Forbidden]) -> Iterator[str]:
    """Preferences, which are deduced from behaviour, that are named after what is forbidden."""
    for model in project.models_under("intermediate/profile"):
        named = re.findall(r"'(\w+)'\s+as\s+preference_name", model.sql)
        for lists in re.findall(r"set\s+\w+\s*=\s*([\[{].*?[\]}])\s*%}", model.sql, re.DOTALL):
            if "preference" in model.name or "signs" in model.name:
                named += re.findall(r"'(\w+)'", lists)
        for name in named:
            for entry in found_in(name, forbidden):
                yield f"{model.path}: the preference {name} names {entry.category}"
