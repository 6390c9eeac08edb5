"""Segment definitions of a changed seed, checked before anybody is counted by them."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from orchestration.lib.rehearsal.rules import RulesError

SEGMENTS_FILE = "segments.csv"
FACTS = "segmentation.int_segmentation__customer_facts"

# What a predicate may be written with; a test holds these to the macros predicate_keywords and
# predicate_functions, by which a build judges.
KEYWORDS = (
    *("and", "or", "not", "in", "is", "null", "between", "like", "true", "false"),
    *("case", "when", "then", "else", "end", "as", "date", "integer", "double"),
)
FUNCTIONS = ("abs", "cast", "coalesce", "lower", "nullif", "upper")


@dataclass(frozen=True)
class Definition:
    """One line of the seed `segments`, as far as it decides who is a member.

    Attributes:
        segment_id: The segment.
        name_en: Its name in English.
        predicate: A boolean expression over the customer facts.
        reason_template: Why somebody is a member; facts stand in braces.
        valid_from: The first day on which it counts; None for always.
        valid_to: The last day on which it counts; None for ever.
    """

    segment_id: str
    name_en: str
    predicate: str
    reason_template: str
    valid_from: date | None = None
    valid_to: date | None = None

    def is_in_force(self, day: date) -> bool:
        """Whether the segment counts on a day."""
        return not (
            (self.valid_from and day < self.valid_from) or (self.valid_to and day > self.valid_to)
        )

    @property
    def rule(self) -> str:
        """The predicate, however it is spaced: what the build takes the definition's hash of."""
        return re.sub(r"\s+", " ", self.predicate.strip())


def read_definitions(file: Path) -> list[Definition]:
    """Return the definitions of a changed seed.

    Raises:
        RulesError: When a segment is there twice, or its dates are none or the wrong way round.
    """
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    flaws: list[str] = []
    definitions: list[Definition] = []
    seen: set[str] = set()
    for row in rows:
        segment_id = row["segment_id"]
        if segment_id in seen:
            flaws.append(_flaw(segment_id, "segment_id", "there are several rules of this name."))
        seen.add(segment_id)
        dates: dict[str, date | None] = {}
        for column in ("valid_from", "valid_to"):
            try:
                dates[column] = date.fromisoformat(row[column]) if row[column] else None
            except ValueError:
                flaws.append(_flaw(segment_id, column, f'"{row[column]}" is no date.'))
        definition = Definition(
            segment_id=segment_id,
            name_en=row["name_en"],
            predicate=row["predicate"],
            reason_template=row["reason_template"],
            **dates,
        )
        first, last = definition.valid_from, definition.valid_to
        if first and last and last < first:
            flaws.append(_flaw(segment_id, "valid_to", f"{last} is before valid_from, {first}."))
        definitions.append(definition)
    if flaws:
        raise RulesError(flaws)
    return definitions


def check_definitions(connection: duckdb.DuckDBPyConnection, definitions: list[Definition]) -> None:
    """Hold predicates and reasons against the customer facts.

    Raises:
        RulesError: With a sentence for each definition that is none, naming segment and column.
    """
    described = connection.execute(f"describe {FACTS}").fetchall()
    facts = frozenset(str(row[0]).lower() for row in described)
    flaws = [
        _flaw(definition.segment_id, column, problem)
        for definition in definitions
        for column, problem in (
            ("predicate", predicate_problem(connection, definition.predicate, facts)),
            ("reason_template", _template_problem(definition.reason_template, facts)),
        )
        if problem
    ]
    if flaws:
        raise RulesError(flaws)


def predicate_problem(
    connection: duckdb.DuckDBPyConnection, predicate: str, facts: frozenset[str]
) -> str:
    """Say what is wrong with a predicate; empty when nothing is."""
    for problem in _problems_of_text(predicate, facts):
        return problem
    try:
        ((_, kind, *_),) = connection.execute(
            f"describe select ({predicate}\n) as answer from {FACTS}"
        ).fetchall()
    except duckdb.Error as error:
        return f'{str(error).splitlines()[0]}, in "{predicate}".'
    except ValueError:
        return f'more than one expression, in "{predicate}".'
    return "" if kind == "BOOLEAN" else f'"{predicate}" is not true or false but {kind.lower()}.'


def _problems_of_text(predicate: str, facts: frozenset[str]) -> Iterator[str]:
    if not predicate.strip():
        yield "there is none."
    without_texts = re.sub(r"'[^']*'", "''", predicate)
    if any(sign in without_texts for sign in (";", "--", "/*")):
        yield "it holds a statement or a comment; one expression is wanted."
    for name in re.findall(r"([A-Za-z_][\w.]*)\s*\(", without_texts):
        if name.lower() not in KEYWORDS and name.lower() not in FUNCTIONS:
            yield f'it calls the function "{name}"; the functions are {", ".join(FUNCTIONS)}.'
    for word in re.findall(r"[A-Za-z_][\w.]*", without_texts):
        if word.lower() not in facts.union(KEYWORDS, FUNCTIONS):
            yield f'it uses "{word}", which is not a customer fact.'


def _template_problem(template: str, facts: frozenset[str]) -> str:
    for fact in re.findall(r"\{([^}]*)\}", template):
        if fact not in facts:
            return f'it uses "{fact}", which is not a customer fact.'
    return ""


def _flaw(segment_id: str, column: str, problem: str) -> str:
    return f'{SEGMENTS_FILE}: segment "{segment_id}", column {column}: {problem}'
