"""What a site, an app, a sender or a till may ask, one document for each contact point.

The documents are read from the published warehouse, so no form sees a question that has not passed
the audit. Consent was applied when `question_placements` was built; here nothing is added.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from orchestration.environment import Environment
from orchestration.lib.publishing.reader import query

CHANNELS = ("web", "app", "email", "store", "call")
SCHEMA = Path(__file__).with_name("question_document.schema.json")
_PRIVATE_FILE = 0o600
_PRIVATE_FOLDER = 0o700

Document = dict[str, Any]


@dataclass(frozen=True)
class Export:
    """What was written: the file, its documents and the questions in them."""

    file: Path
    documents: int
    questions: int


def export_documents(environment: Environment, channel: str, folder: Path) -> Export:
    """Write the documents of a channel to `questions-<channel>.jsonl`, one JSON object a line.

    The file is written aside, readable by its owner alone, and renamed over the old one when it
    is whole, so that a form never reads half of it.

    Args:
        environment: Where the published warehouse lies.
        channel: One of `CHANNELS`.
        folder: Where to write; made when it is not there.

    Raises:
        ValueError: When there is no such channel.
        FileNotFoundError: When nothing is published yet.
    """
    if channel not in CHANNELS:
        raise ValueError(f"{channel} is no channel to ask in; these are: {', '.join(CHANNELS)}.")
    if not environment.published.exists():
        raise FileNotFoundError("Nothing is published yet. Type `make run` first.")
    folder.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
    file = folder / f"questions-{channel}.jsonl"
    aside = folder / f".{file.name}.{os.getpid()}"
    documents = questions = 0
    try:
        descriptor = os.open(aside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, _PRIVATE_FILE)
        with os.fdopen(descriptor, "w", encoding="utf-8") as lines:
            for document in read_documents(environment, channel):
                lines.write(json.dumps(document, ensure_ascii=False) + "\n")
                documents += 1
                questions += len(document["questions"])
        aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)
    return Export(file, documents, questions)


def read_documents(environment: Environment, channel: str) -> Iterator[Document]:
    """Return the documents of a channel in the order of their contact points.

    A contact point at which nothing may be asked has none. Each is an object of the schema in
    `SCHEMA`.
    """
    offered: dict[str, list[dict[str, Any]]] = {}
    for answer in query(environment, "from marts.answers_offered order by question_id, position"):
        offered.setdefault(answer["question_id"], []).append(answer)
    placements = query(
        environment,
        "from marts.question_placements where channel = ? "
        "order by contact_point_type, contact_point, customer_id, rank",
        [channel],
    )
    for _, rows in groupby(placements, key=_contact_point):
        yield _document(list(rows), offered)


def _contact_point(placement: dict[str, Any]) -> tuple[str, str, str]:
    return placement["contact_point_type"], placement["contact_point"], placement["customer_id"]


def _document(
    placements: list[dict[str, Any]], offered: dict[str, list[dict[str, Any]]]
) -> Document:
    first = placements[0]
    text = f"text_{first['language']}"
    return {
        "contact_point_type": first["contact_point_type"],
        "contact_point": first["contact_point"],
        "channel": first["channel"],
        "language": first["language"],
        "questions": [
            {
                "question_id": placement["question_id"],
                "text": placement[text],
                "answer_type": placement["answer_type"],
                "options": [
                    {"value": answer["option_value"], "text": answer[text]}
                    for answer in offered.get(placement["question_id"], [])
                ],
                "context": placement["context"] or "any",
                "confirms": placement["assumed_value"],
                "reason": placement["reason"],
            }
            for placement in placements
        ],
        "computed_at": _utc(first["computed_at"]),
        "valid_until": _utc(first["valid_until_at"]),
    }


def _utc(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds") + "Z"
