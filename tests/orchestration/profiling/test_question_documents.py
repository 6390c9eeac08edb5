"""The documents that forms read say what may be asked at a contact point, and nothing else."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from orchestration.__main__ import main
from orchestration.environment import Environment
from orchestration.lib.profiling.question_documents import (
    CHANNELS,
    SCHEMA,
    Document,
    export_documents,
    read_documents,
)
from tests.orchestration.profiling.placements import publish_placements

VALIDATOR = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


@pytest.fixture
def published(environment: Environment) -> Environment:
    publish_placements(environment.published)
    return environment


def documents_of(environment: Environment, channel: str) -> dict[str, Document]:
    """The documents of a channel by contact point."""
    return {
        document["contact_point"]: document for document in read_documents(environment, channel)
    }


def test_every_document_keeps_to_the_schema(published: Environment) -> None:
    for channel in CHANNELS:
        for document in read_documents(published, channel):
            VALIDATOR.validate(document)


@pytest.mark.parametrize(
    "change",
    [{"questions": []}, {"language": "de"}, {"customer_id": "c1"}, {"channel": "fax"}],
    ids=["no question", "no text in that language", "more than a form needs", "no such channel"],
)
def test_the_schema_refuses_what_no_form_could_use(
    published: Environment, change: dict[str, object]
) -> None:
    document = documents_of(published, "web")["1001"]
    with pytest.raises(ValidationError):
        VALIDATOR.validate({**document, **change})


def test_a_form_has_its_questions_in_order_with_answers_in_the_customers_language(
    published: Environment,
) -> None:
    documents = documents_of(published, "web")
    assert set(documents) == {"1001", "1002", "cookie-1"}
    first, second = documents["1001"]["questions"]
    assert first["text"] == "Chaussez-vous bien du 43 ?"
    assert first["confirms"] == "43"
    assert [answer["value"] for answer in first["options"]] == ["42", "43"]
    assert second == {
        "question_id": "q_postcode",
        "text": "Quel est votre code postal ?",
        "answer_type": "text",
        "options": [],
        "context": "any",
        "confirms": None,
        "reason": "It is not known.",
    }
    assert documents["1002"]["questions"][0]["options"] == [
        {"value": "oui", "text": "yes"},
        {"value": "non", "text": "no"},
    ]
    assert documents["1001"]["computed_at"] == "2026-10-31T04:00:00Z"
    assert documents["1001"]["valid_until"] == "2026-11-02T04:00:00Z"


def test_nobody_is_named_but_by_the_contact_point_itself(published: Environment) -> None:
    for document in read_documents(published, "web"):
        assert "customer_id" not in json.dumps(document)


def test_the_file_replaces_the_old_one_and_is_its_owners_alone(
    published: Environment, tmp_path: Path
) -> None:
    folder = tmp_path / "forms"
    export_documents(published, "web", folder)
    file = folder / "questions-web.jsonl"
    file.write_text("an older one", encoding="utf-8")
    export = export_documents(published, "web", folder)
    assert (export.file, export.documents, export.questions) == (file, 3, 4)
    assert [json.loads(line)["contact_point"] for line in file.read_text("utf-8").splitlines()] == [
        "cookie-1",
        "1001",
        "1002",
    ]
    assert file.stat().st_mode & 0o077 == 0
    assert folder.stat().st_mode & 0o077 == 0
    assert list(folder.iterdir()) == [file]


def test_an_export_that_fails_leaves_the_old_file(
    published: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = export_documents(published, "web", tmp_path / "forms")
    before = export.file.read_text(encoding="utf-8")
    broken = "orchestration.lib.profiling.question_documents.json.dumps"
    monkeypatch.setattr(broken, lambda *_, **__: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        export_documents(published, "web", tmp_path / "forms")
    assert export.file.read_text(encoding="utf-8") == before
    assert list(export.file.parent.iterdir()) == [export.file]


def test_a_channel_without_a_question_gives_an_empty_file(
    published: Environment, tmp_path: Path
) -> None:
    export = export_documents(published, "call", tmp_path)
    assert export.documents == 0
    assert export.file.read_text(encoding="utf-8") == ""


def test_a_channel_there_is_not_is_refused(published: Environment, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="fax"):
        export_documents(published, "fax", tmp_path)


def test_the_command_prints_counts_and_nobodys_address(
    published: Environment,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SCV_PUBLISHED", str(published.published))
    assert main(["questions", "export", "--channel", "email", "--folder", str(tmp_path)]) == 0
    text = capsys.readouterr().out
    assert "1 contact points with 1 questions" in text
    assert "zoe" not in text


def test_without_a_published_view_the_command_says_what_to_type(
    environment: Environment,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SCV_PUBLISHED", str(environment.published))
    assert main(["questions", "export", "--channel", "web", "--folder", str(tmp_path)]) == 1
    assert "make run" in capsys.readouterr().out
