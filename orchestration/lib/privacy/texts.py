"""The words of the access report, in French and in English; they lie in the folder `words`."""

import csv
from functools import cache
from pathlib import Path

_WORDS = Path(__file__).parent / "words"


@cache
def texts(language: str) -> dict[str, str]:
    """Return the sentences and headings of the page by their name."""
    return {row["name"]: row[language] for row in _rows("texts")}


@cache
def logic(language: str) -> dict[str, tuple[str, str]]:
    """Return, for each kind of conclusion, its name and how it is worked out."""
    return {
        row["inference"]: (row[f"name_{language}"], row[f"logic_{language}"])
        for row in _rows("logic")
    }


def code(value: str, language: str) -> str:
    """Return what to call a code that stands in a column; unknown ones as they are."""
    return _codes().get(value, value) if language == "fr" else value


def label(name: str, language: str) -> str:
    """Return what to call a column: its own name in English, and in French where nobody has found
    a word for it yet."""
    if language == "fr" and name in _labels():
        return _labels()[name]
    words = name.strip("_").removesuffix("_at").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


@cache
def _labels() -> dict[str, str]:
    return {row["name"]: row["fr"] for row in _rows("labels")}


@cache
def _codes() -> dict[str, str]:
    return {row["code"]: row["fr"] for row in _rows("codes")}


def _rows(name: str) -> list[dict[str, str]]:
    with (_WORDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
