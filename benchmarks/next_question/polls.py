"""Two polls whose real answers, refusals and branches a questioner can be replayed on.

FiveThirtyEight's polls on flying etiquette (1,040 people) and on Star Wars (1,186), CC BY 4.0. One
column of the form is one question; nothing is recoded but body height, which is cut into four
bands. A blank is a refusal only where the form did ask: who never flies was not asked about flying,
who has seen none of the films not about them, and a film that is not ticked, beside others that
are, has not been seen.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.int16]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]

_FLYING = (
    *("how_often_flies", "reclines", "height", "children", "armrests_of_three"),
    *("armrest_of_two", "window_shade", "rude_to_move_seat", "rude_to_talk", "times_to_get_up"),
    *("owes_those_behind", "rude_to_recline", "would_end_reclining", "rude_to_switch_for_friends"),
    *("rude_to_switch_for_family", "rude_to_wake_for_toilet", "rude_to_wake_for_walk"),
    *("rude_to_bring_baby", "rude_to_bring_unruly", "used_electronics", "smoked"),
    *("gender", "age", "income", "education", "region"),
)
_FILMS = tuple(f"seen_film_{number}" for number in range(1, 7))
_CHARACTERS = (
    *("han_solo", "luke_skywalker", "princess_leia", "anakin_skywalker", "obi_wan", "palpatine"),
    *("darth_vader", "lando", "boba_fett", "c_3po", "r2_d2", "jar_jar", "padme", "yoda"),
)
_STAR_WARS = (
    *("seen_any", "is_fan", *_FILMS, *(f"rank_of_film_{number}" for number in range(1, 7))),
    *(f"view_of_{name}" for name in _CHARACTERS),
    *("who_shot_first", "knows_expanded", "fan_of_expanded", "fan_of_star_trek"),
    *("gender", "age", "income", "education", "region"),
)
_DEMOGRAPHICS = ("gender", "age", "income", "education", "region")


@dataclass(frozen=True)
class Gate:
    """A question that must be answered in one of some ways before another can be asked."""

    question: int
    opening: tuple[int, ...]


@dataclass(frozen=True)
class Poll:
    """What everybody answered.

    Attributes:
        name: The poll.
        questions: Names of the J questions, in the order of the form.
        values: The values that each question was answered with.
        codes: (N, J) answers; -1 = none.
        refused: (N, J) whether the form asked and got none.
        gates: By question, the gate before it.
        queue: The hand-made order of a marketer: who they are first, then what opens most.
    """

    name: str
    questions: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    codes: Codes
    refused: Flags
    gates: Mapping[int, Gate]
    queue: tuple[int, ...]

    @property
    def value_counts(self) -> tuple[int, ...]:
        """How many values each question has."""
        return tuple(len(values) for values in self.values)

    @property
    def openers(self) -> frozenset[int]:
        """The questions that others wait for."""
        return frozenset(gate.question for gate in self.gates.values())


def read_polls(folder: Path) -> tuple[Poll, Poll]:
    """Read both polls from the folder that holds their files."""
    return _read_flying(folder / "flying_etiquette.csv"), _read_star_wars(folder / "star_wars.csv")


def _read_flying(path: Path) -> Poll:
    rows = _read(path, "utf-8", 1)
    answers = [[row[1], row[2], _height_band(row[3]), *row[4:]] for row in rows]
    flying: dict[int, tuple[str, str | None]] = dict.fromkeys(
        range(1, 21), ("how_often_flies", None)
    )
    queue = (*_DEMOGRAPHICS, "children", "how_often_flies", "height")
    return _make("flying etiquette", _FLYING, answers, flying, queue)


def _read_star_wars(path: Path) -> Poll:
    rows = _read(path, "latin-1", 2)
    answers = []
    for row in rows:
        ticked = any(row[3:9])
        seen = [("Yes" if film else "No") if ticked else "" for film in row[3:9]]
        answers.append([row[1], row[2], *seen, *row[9:]])
    gates: dict[int, tuple[str, str | None]] = dict.fromkeys(range(1, 30), ("seen_any", "Yes"))
    gates[_STAR_WARS.index("fan_of_expanded")] = ("knows_expanded", "Yes")
    queue = (*_DEMOGRAPHICS, "seen_any", "is_fan", "fan_of_star_trek", "knows_expanded")
    return _make("Star Wars", _STAR_WARS, answers, gates, queue)


def _read(path: Path, encoding: str, headers: int) -> list[list[str]]:
    with path.open(encoding=encoding, newline="") as file:
        return [[cell.strip() for cell in row] for row in csv.reader(file)][headers:]


def _height_band(height: str) -> str:
    if not height:
        return ""
    if height.startswith("Under"):
        return "under 5'4"
    feet, inches = height.split(" ", maxsplit=1)[0].replace('"', "").split("'")
    tall = 12 * int(feet) + int(inches)
    return ("under 5'4", "5'4 to 5'7", "5'8 to 5'11", "6'0 and above")[
        sum(tall >= limit for limit in (64, 68, 72))
    ]


def _make(
    name: str,
    questions: tuple[str, ...],
    answers: list[list[str]],
    gated: Mapping[int, tuple[str, str | None]],
    queue: tuple[str, ...],
) -> Poll:
    """Number the values, and tell refusals from what the form left out.

    A gate opens by the named answer; by none named, by every answer but 'Never'.
    """
    columns = list(zip(*answers, strict=True))
    values = tuple(tuple(sorted(set(column) - {""})) for column in columns)
    codes = np.array(
        [
            [known.index(cell) if cell else -1 for cell in column]
            for known, column in zip(values, columns, strict=True)
        ],
        dtype=np.int16,
    ).T
    gates = {}
    for number, (question, answer) in gated.items():
        at = questions.index(question)
        opening = [
            code
            for code, value in enumerate(values[at])
            if value == answer or (answer is None and value != "Never")
        ]
        gates[number] = Gate(at, tuple(opening))
    refused = codes < 0
    for number, gate in gates.items():
        refused[:, number] &= np.isin(codes[:, gate.question], gate.opening)
    first = [questions.index(question) for question in queue]
    rest = [number for number in range(len(questions)) if number not in first]
    return Poll(name, questions, values, codes, refused, gates, (*first, *rest))
